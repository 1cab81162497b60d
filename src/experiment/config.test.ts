import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readExperimentFile } from './config.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-config-'));

const WHOLE = `name: small
data: { train: train.tsv, test: ../test.tsv }
knowledge: { obo: [terms.obo] }
train: { encoder: ./encoder }
dictionary: { labels: Disease }
arms:
  - { name: dictionary, dictionary: true }
  - { name: all, layers: [synonym, sibling] }
out: runs
`;

async function read(content: string) {
  const path = join(folder, 'experiment.yaml');
  writeFileSync(path, content);
  return readExperimentFile(path);
}

it('makes paths absolute from its own folder and fills in defaults', async () => {
  const file = await read(WHOLE);
  expect(file.data).toEqual({ train: join(folder, 'train.tsv'), test: join(folder, '..', 'test.tsv') });
  expect(file.train.encoder).toBe(join(folder, 'encoder'));
  expect(file.sample).toEqual({ shots: 5, mode: 'sentences-per-type' });
  expect(file.seeds).toEqual([1, 2, 3]);
});

it.each(['vectors', 'microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract'])(
  'leaves the encoder %s alone',
  async (name) => {
    expect((await read(WHOLE.replace('./encoder', name))).train.encoder).toBe(name);
  },
);

it.each([
  ['a wrong layer', 'sibling]', 'cousin]', ':8:36', 'arms.1.layers.1'],
  ['an unknown key', 'out: runs', 'outt: runs', ':1:1', 'out'],
  ['a wrong type', 'obo: [terms.obo]', 'obo: terms.obo', ':3:19', 'knowledge.obo'],
  [
    'an arm whose model nobody named',
    'layers: [synonym, sibling]',
    'layers: [], llm: true',
    ':8:35',
    'arms.1.llm',
  ],
  ['broken YAML', 'out: runs', 'out: [runs', '', 'YAML'],
])('names the line and column of %s', async (_, from, to, place, what) => {
  await expect(read(WHOLE.replace(from, to))).rejects.toMatchObject({
    code: 'input',
    where: expect.stringContaining(`experiment.yaml${place}`),
    message: expect.stringContaining(what),
  });
});
