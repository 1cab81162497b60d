import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { LESSONS } from '../../test/support/sentences.js';
import { smallWordVectors } from '../../test/support/small-word-vectors.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { readCorpus, type Sentence, writeCorpus } from '../corpus/index.js';
import { cachedWordVectors } from '../encoder/wink-embeddings.js';
import type { CliCommand } from './command.js';
import { quantize } from './quantize.js';
import { tag } from './tag.js';
import { train } from './train.js';

vi.mock('../encoder/wink-embeddings.js');

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const few = at('few.jsonl');
const corpus = at('corpus.tsv');

async function run(subject: CliCommand, args: readonly string[]): Promise<Record<string, unknown>> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  subject.define(command, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  await command.parseAsync([...args, '--json'], { from: 'user' });
  const report = JSON.parse(printed);
  expect(subject.output.parse(report)).toEqual(report);
  return report;
}

const surfaces = (sentences: readonly Sentence[]): string[][] =>
  sentences.map(({ text, spans }) =>
    spans.map(({ start, end, label }) => `${text.slice(start, end)}/${label}`),
  );
const manifestOf = (model: string) => JSON.parse(readFileSync(join(at(model), 'manifest.json'), 'utf8'));

beforeAll(async () => {
  await writeTinyBert(at('bert'));
  await writeCorpus(few, LESSONS);
  await writeCorpus(corpus, LESSONS);
  vi.mocked(cachedWordVectors).mockResolvedValue(await smallWordVectors(folder));
});

describe('a model of kind dann', () => {
  beforeAll(async () => {
    const settings = ['--steps', '120', '--batch', '5', '--learning-rate', '3e-3', '--seed', '3'];
    await run(train, [few, '--tagger', 'dann', '--encoder', 'vectors', '--out', at('model'), ...settings]);
  });

  test.each([
    [[], { by: 'nnshot', support: 5, vectors: 'hidden', distance: 'squared-euclidean' }],
    [['--decode', 'classifier'], { by: 'classifier' }],
    [['--distance', 'manhattan'], { by: 'nnshot', support: 5, distance: 'manhattan' }],
    [['--decode', 'structshot', '--dev', corpus], { by: 'structshot', support: 5, devF1: 1 }],
    [['--support', few, corpus], { by: 'nnshot', support: 10 }],
  ])('tags with %j', async (more, decoding) => {
    const out = at(`tagged-${more.join('').replace(/\W/g, '')}.jsonl`);
    const report = await run(tag, [at('model'), corpus, '--out', out, ...more]);
    expect(report.decoding).toMatchObject(decoding);
    expect(surfaces(await readCorpus(out))).toEqual(surfaces(LESSONS));
  });

  test('has no 8-bit weights', async () => {
    await expect(run(quantize, [at('model'), '--out', at('small')])).rejects.toThrow(
      'distances between its vectors',
    );
    expect(existsSync(at('small'))).toBe(false);
  });

  test('a trained seed and steps are in its manifest', () => {
    expect(manifestOf('model').settings).toMatchObject({ seed: 3, steps: 120, batch: 5, tagger: 'dann' });
  });
});

test('as published, over an encoder: its sizes, its decoding', async () => {
  const args = ['--encoder', at('bert'), '--as-published', '--epochs', '1', '--feature-layers', '0,1'];
  await run(train, [few, '--tagger', 'dann', '--out', at('published'), ...args]);
  expect(manifestOf('published')).toMatchObject({
    settings: { width: 1536, heads: 12, epochs: 1, steps: 1, batch: 32, seed: 14, featureLayers: [0, 1] },
    neighbours: { vectors: 'log-probabilities', distance: 'minkowski-3' },
  });
  const { decoding } = await run(tag, [at('published'), corpus, '--out', at('published.jsonl')]);
  expect(decoding).toMatchObject({ by: 'nnshot', vectors: 'log-probabilities', distance: 'minkowski-3' });
}, 120_000);

test.each([
  [['--tagger', 'dann', '--freeze', 'all'], 'that of dann stays as it is'],
  [['--as-published'], 'Add --tagger dann.'],
  [['--feature-layers', '1'], 'Add --tagger dann.'],
  [['--tagger', 'dann', '--feature-layers', '7'], 'the encoder has layers 0 (its embeddings) to 1'],
  [['--tagger', 'dann', '--feature-layers', 'top'], 'a whole number of at least 0'],
])('%j are refused before anything is trained', async (more, message) => {
  const args = [few, '--encoder', at('bert'), '--out', at('refused'), ...more];
  await expect(run(train, args)).rejects.toThrow(message);
  expect(existsSync(at('refused'))).toBe(false);
});
