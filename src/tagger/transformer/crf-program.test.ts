import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { paths, scoreOf } from '../../../test/support/chains.js';
import { LESSONS } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { random } from '../../base/random.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { LossAndGradients } from './batch-program.js';
import { countWords } from './batches.js';
import { addClassifier } from './classifier.js';
import { batchCrfLoss } from './crf-loss.js';
import { crfProgram } from './crf-program.js';
import { type Example, toExamples } from './examples.js';
import { addTransitionWeights, TRANSITIONS, withLearnt } from './learnt-transitions.js';
import { tagSet } from './tag-set.js';

const SET = tagSet(['DISEASE', 'DRUG']);
const TAGS = SET.tags.length;

function fillNormal(data: Float32Array, name: string): Float32Array {
  const draws = random(7, name);
  return data.map(() => draws.normal());
}

describe('through an encoder with dropout', () => {
  let parameters: Parameters;
  let step: () => Promise<LossAndGradients>;

  beforeAll(async () => {
    const folder = mkdtempSync(join(temporaryFolder(), 'bert-'));
    await writeTinyBert(folder);
    const loaded = await loadBertEncoder(folder);
    parameters = loaded.parameters;
    addClassifier(parameters, loaded.encoder.hidden, TAGS, 1);
    addTransitionWeights(parameters, TAGS);
    for (const name of ['classifier.weight', TRANSITIONS]) {
      const { data } = parameters.get(name) as { data: Float32Array };
      data.set(fillNormal(data, name));
    }
    const batch = (await toExamples(LESSONS, loaded.encoder, SET)).slice(0, 3);
    const length = Math.max(...batch.map(({ window }) => window.length));
    const shape = { size: batch.length, length, buffers: new Map(), frozen: new Set<string>() };
    const program = await crfProgram({
      encoder: loaded.encoder,
      set: SET,
      parameters,
      beforeRead: () => {},
      ...shape,
    });
    step = () => program.run(batch, countWords(batch), { seed: 5, step: 2 });
    return () => program.close();
  });

  /** The change of the loss along a direction, by central differences. */
  async function slopeAlong(name: string, direction: Float32Array): Promise<number> {
    const { data } = parameters.get(name) as { data: Float32Array };
    const before = data.slice();
    const lossAt = async (distance: number): Promise<number> => {
      data.set(before.map((value, at) => value + distance * (direction[at] as number)));
      return (await step()).loss;
    };
    const distance = 0.02;
    const slope = ((await lossAt(distance)) - (await lossAt(-distance))) / (2 * distance);
    data.set(before);
    return slope;
  }

  test.each([
    TRANSITIONS,
    'classifier.weight',
    'classifier.bias',
    'bert.encoder.layer.0.attention.self.query.weight',
    'bert.encoder.layer.0.output.dense.weight',
    'bert.embeddings.LayerNorm.bias',
  ])('the gradient with respect to %s is the one that finite differences give', async (name) => {
    const gradient = ((await step()).gradients.dense.get(name) ?? new Float32Array()).slice();
    const norm = Math.hypot(...gradient);
    expect(norm).toBeGreaterThan(1e-4);
    const noise = fillNormal(gradient, 'direction');
    for (const vector of [gradient, noise]) {
      const size = Math.hypot(...vector);
      const direction = vector.map((value) => value / size);
      const expected = gradient.reduce((sum, value, at) => sum + value * (direction[at] as number), 0);
      const found = await slopeAlong(name, direction);
      expect(Math.abs(found - expected)).toBeLessThan(2e-3 * norm + 1e-5);
    }
  });
});

describe('the loss of a batch', () => {
  const LENGTH = 9;
  const exampleOf = (first: number, tags: readonly string[]): Example => ({
    sentence: 's',
    window: {
      length: LENGTH,
      columns: {},
      words: tags.map((_, at) => ({ word: first + at, piece: 1 + 2 * at })),
    },
    tags: tags.map((tag) => SET.indexOf(tag)),
  });
  const scores = fillNormal(new Float32Array(2 * LENGTH * TAGS), 'scores');
  const { transitions } = withLearnt(SET, fillNormal(new Float32Array(TAGS * TAGS), 'learnt'));
  const lossOf = (batch: readonly Example[]): number =>
    batchCrfLoss(batch, { scores, length: LENGTH }, transitions, 1).loss;

  const overAllPaths = (row: number, { window, tags }: Example, chained = transitions): number => {
    const rows = window.words.map(({ piece }) => (row * LENGTH + piece) * TAGS);
    const emissions = Float64Array.from(rows.flatMap((at) => Array.from(scores.subarray(at, at + TAGS))));
    const chain = { emissions, transitions: chained };
    const total = paths(chain).reduce((sum, path) => sum + Math.exp(scoreOf(chain, path)), 0);
    return Math.log(total) - scoreOf(chain, tags);
  };

  test('is that of all allowed tag sequences over the labelled words', () => {
    const batch = [
      exampleOf(0, ['B-DRUG', 'I-DRUG', 'O']),
      exampleOf(0, ['O', 'B-DISEASE', 'B-DISEASE', 'O']),
    ];
    const expected = batch.reduce((sum, example, row) => sum + overAllPaths(row, example), 0);
    expect(lossOf(batch)).toBeCloseTo(expected, 6);
  });

  test('of a window behind a seam may begin inside a mention', () => {
    const inner = exampleOf(40, ['I-DRUG', 'O']);
    expect(lossOf([inner])).toBeCloseTo(
      overAllPaths(0, inner, { ...transitions, start: new Float64Array(TAGS) }),
      6,
    );
    expect(() => lossOf([exampleOf(0, ['I-DRUG', 'O'])])).toThrow('the transitions forbid');
  });

  test('over IOBES, of a window whose sentence goes on, may end inside a mention', () => {
    const set = tagSet(['DRUG'], 'iobes');
    const example = (tags: readonly string[], more: Partial<Example> = {}): Example => ({
      ...exampleOf(0, tags),
      tags: tags.map((tag) => set.indexOf(tag)),
      ...more,
    });
    const loss = (each: Example): number =>
      batchCrfLoss([each], { scores, length: LENGTH }, set.transitions, 1).loss;
    const end = new Float64Array(set.tags.length);
    const cut = example(['O', 'B-DRUG', 'I-DRUG'], { goesOn: true });
    expect(loss(cut)).toBeCloseTo(overAllPaths(0, cut, { ...set.transitions, end }), 6);
    const closed = example(['S-DRUG', 'B-DRUG', 'E-DRUG']);
    expect(loss(closed)).toBeCloseTo(overAllPaths(0, closed, set.transitions), 6);
    expect(() => loss(example(['O', 'B-DRUG', 'I-DRUG']))).toThrow('the transitions forbid');
  });

  test('of a window without labelled words is nothing', () => {
    const found = batchCrfLoss([exampleOf(3, [])], { scores, length: LENGTH }, transitions, 0);
    expect(found.loss).toBe(0);
    expect([...found.dScores, ...found.dTransitions].every((value) => value === 0)).toBe(true);
  });
});
