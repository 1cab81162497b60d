import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { labelsOf, readCorpus, type Sentence, type Span } from '../corpus/index.js';
import { scoreStrict } from './strict.js';
import type { Scores } from './tally.js';

/** Made by `scripts/oracles/seqeval-golden.py`, whose damage is repeated here draw by draw. */
interface Golden {
  readonly cases: readonly {
    readonly file: string;
    readonly seed: number;
    readonly strict: Scores;
    readonly labels: Readonly<Record<string, Scores>>;
  }[];
}
const golden: Golden = JSON.parse(readFileSync(new URL('./seqeval.golden.json', import.meta.url), 'utf8'));
const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(data);

function draws(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state * limit) / 2 ** 32);
  };
}

/** A span as first token, one past the last, label. */
type Place = readonly [number, number, string];

function moved([first, end, label]: Place, move: number): Place {
  return [first + ([-1, 1, 0, 0][move] ?? 0), end + ([0, 0, -1, 1][move] ?? 0), label];
}

function damage(
  length: number,
  places: readonly Place[],
  labels: readonly string[],
  below: (n: number) => number,
) {
  const made: Place[] = [];
  const anyLabel = (): string => labels[below(labels.length)] ?? '';
  for (const place of places) {
    const [fate, move, other] = [below(100), below(4), anyLabel()];
    if (fate >= 10 && fate < 30) made.push(moved(place, move));
    else if (fate >= 30 && fate < 40) made.push([place[0], place[1], other]);
    else if (fate >= 40) made.push(place);
  }
  const [fate, first, size, label] = [below(100), below(length), below(3), anyLabel()];
  if (fate < 15) made.push([first, first + 1 + size, label]);
  const kept: Place[] = [];
  for (const place of made) {
    const [from, end] = place;
    const fits = from >= 0 && from < end && end <= length;
    if (fits && kept.every(([start, stop]) => end <= start || stop <= from)) kept.push(place);
  }
  return kept;
}

function damaged(sentence: Sentence, labels: readonly string[], below: (n: number) => number): Span[] {
  const { tokens, spans } = sentence;
  const places = spans.map(({ start, end, label }): Place => {
    const first = tokens.findIndex((token) => token.start === start);
    return [first, tokens.findIndex((token) => token.end === end) + 1, label];
  });
  return damage(tokens.length, places, labels, below).map(([first, end, label]) => ({
    start: tokens[first]?.start ?? -1,
    end: tokens[end - 1]?.end ?? -1,
    label,
  }));
}

function expectClose(ours: Scores | undefined, theirs: Scores): void {
  for (const key of ['precision', 'recall', 'f1'] as const) {
    expect(Math.abs((ours?.[key] ?? Number.NaN) - theirs[key])).toBeLessThanOrEqual(1e-12);
  }
  expect([ours?.gold, ours?.predicted, ours?.correct]).toEqual([
    theirs.gold,
    theirs.predicted,
    theirs.correct,
  ]);
}

describe.skipIf(!isThere)(
  `seqeval's strict scores${isThere ? '' : ' (skipped: no ../shared/data here)'}`,
  () => {
    test.each(golden.cases)('$file, damaged with seed $seed', async ({ file, seed, strict, labels }) => {
      const gold = await readCorpus(data + file);
      const below = draws(seed);
      const names = labelsOf(gold);
      const pairs = gold.map((sentence) => ({
        gold: sentence,
        predicted: { spans: damaged(sentence, names, below) },
      }));
      const ours = scoreStrict(pairs);
      expectClose(ours.strict, strict);
      expect(Object.keys(ours.labels)).toEqual(Object.keys(labels));
      for (const [label, theirs] of Object.entries(labels)) expectClose(ours.labels[label], theirs);
    });

    test('a corpus against itself scores 1', async () => {
      const gold = await readCorpus(`${data}bionlp13cg/iob/devel.tsv`);
      const { strict, labels } = scoreStrict(
        gold.map((sentence) => ({ gold: sentence, predicted: sentence })),
      );
      for (const { precision, recall, f1 } of [strict, ...Object.values(labels)]) {
        expect([precision, recall, f1]).toEqual([1, 1, 1]);
      }
    });
  },
);
