import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { readExperimentFile } from './read-file.js';

const folder = temporaryFolder();

const WHOLE = `name: small
data:
  corpus: { train: train.tsv, test: ../test.tsv, knowledge: terms, labels: Disease }
knowledge:
  terms: { sources: [{ path: terms.obo, format: obo }] }
sources:
  few: {}
  all: { layers: [synonym, sibling] }
taggers:
  dictionary: { kind: dictionary }
  transformer: { kind: transformer, encoder: ./encoder, decode: [classifier, nnshot] }
out: runs/small
`;

async function read(content: string) {
  const path = join(folder, 'experiment.yaml');
  writeFileSync(path, content);
  return readExperimentFile(path);
}

it('makes paths absolute from its own folder and fills in defaults', async () => {
  const file = await read(WHOLE);
  expect(file.data.corpus).toMatchObject({
    train: join(folder, 'train.tsv'),
    test: join(folder, '..', 'test.tsv'),
  });
  expect(file.taggers.transformer).toMatchObject({ encoder: join(folder, 'encoder') });
  expect(file.sample).toEqual({ shots: 5, mode: 'sentences-per-type' });
  expect([file.seeds, file.development]).toEqual([[1, 2, 3], 'none']);
  expect(file.store).toBe(join(folder, 'runs', '.hilgen'));
});

it('lets one tagger take over the settings of another', async () => {
  const { taggers } = await read(
    WHOLE.replace('transformer: {', 'transformer: &base {').replace(
      'out:',
      '  longer: { <<: *base, steps: 9 }\nout:',
    ),
  );
  expect(taggers.longer).toEqual({ ...taggers.transformer, steps: 9 });
});

it.each(['vectors', 'microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract'])(
  'leaves the encoder %s alone',
  async (name) => {
    const { transformer } = (await read(WHOLE.replace('./encoder', name))).taggers;
    expect(transformer).toMatchObject({ encoder: name });
  },
);

it.each([
  ['a wrong layer', 'sibling]', 'siblng]', ':8:28', 'sources.all.layers.1', 'sibling'],
  ['an unknown key', 'out: runs', 'outt: runs', ':12:1', 'outt', 'out'],
  ['an unknown key inside', 'encoder:', 'encodr:', ':11:37', 'taggers.transformer.encodr', 'encoder'],
  [
    'an unknown kind',
    'kind: transformer',
    'kind: transfomer',
    ':11:24',
    'taggers.transformer.kind',
    'transformer',
  ],
  ['one way to decide of several', 'nnshot]', 'nshot]', ':11:78', 'taggers.transformer.decode.1', 'nnshot'],
  ['a wrong type', 'name: small', 'name: [small]', ':1:7', 'name', ''],
  [
    'a knowledge base of no name',
    'knowledge: terms',
    'knowledge: term',
    ':3:61',
    'data.corpus.knowledge',
    'terms',
  ],
  ['a source whose model nobody named', 'few: {}', 'few: { llm: true }', ':7:15', 'sources.few.llm', ''],
  ['a dictionary without labels', ', labels: Disease', '', ':3:11', 'data.corpus', ''],
  ['broken YAML', 'out: runs', 'out: [runs', '', 'YAML', ''],
])('names line and column of %s, and what was meant', async (_, from, to, place, what, nearest) => {
  const meant = nearest === '' ? '' : `Did you mean \`${nearest}\`?`;
  await expect(read(WHOLE.replace(from, to))).rejects.toMatchObject({
    code: 'input',
    where: expect.stringContaining(`experiment.yaml${place}`),
    message: expect.stringContaining(what),
    hint: expect.stringContaining(meant),
  });
});

it.each<[string, string, string, ((text: string) => string)?]>([
  ['a development set that is not there', 'development: whole', 'dev'],
  ['an arm of no tagger', 'arms: [{ tagger: transfomer }]', 'transformer'],
  ['an arm of no source', 'arms: [{ tagger: transformer, source: fw }]', 'few'],
  ['an ensemble of no arm', 'ensembles: { vote: { members: [dictionary, no-such-arm] } }', 'no-such-arm'],
  [
    'an ensemble that has nothing to choose on',
    'ensembles: { vote: { members: [dictionary, "classifier, few"], method: best } }',
    'development',
  ],
  [
    'features of no knowledge base',
    '',
    'knowledge',
    (text) =>
      text
        .replace(', knowledge: terms, labels: Disease', '')
        .replace('  dictionary: { kind: dictionary }\n', '')
        .replace('  all: { layers: [synonym, sibling] }\n', '')
        .replace('decode:', 'knowledge-features: true, decode:'),
  ],
  [
    'a learning rate of features that are not asked for',
    '',
    'knowledge-features',
    (text) => text.replace('decode:', 'knowledge-learning-rate: 0.1, decode:'),
  ],
  [
    'relatedness of no substitutes',
    '',
    'sources.few.related',
    (text) => text.replace('few: {}', 'few: { related: {} }'),
  ],
  [
    'relatedness that nothing has',
    '',
    '`from` is above `to`',
    (text) => text.replace('sibling] }', 'sibling], related: { from: 0.6, to: 0.5 } }'),
  ],
  ['a test against no arm', 'tests: { baseline: dictonary }', 'tests.baseline'],
  ['a test against nothing', 'tests: { against: [] }', 'tests'],
  [
    'early stopping by cross-validation',
    'development: cross-validation\nensembles: { vote: { members: [dictionary, "classifier, few"] } }',
    'patience',
    (text) => text.replace('decode:', 'patience: 2, decode:'),
  ],
  [
    'all labels held out by cross-validation',
    'development: cross-validation\nensembles: { vote: { members: [dictionary, "classifier, few"] } }',
    'labelled: all',
    (text) => text.replace('few: {}', 'few: { labelled: all }'),
  ],
  ['two arms of one name', 'arms: [{ tagger: dictionary }, { tagger: dictionary }]', 'dictionary'],
])('refuses %s', async (_, line, what, change = (text) => text) => {
  await expect(read(change(`${WHOLE}${line}\n`))).rejects.toMatchObject({
    code: 'input',
    message: expect.stringContaining(what),
  });
});
