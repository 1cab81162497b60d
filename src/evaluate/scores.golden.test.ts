import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { readCorpus, type Scheme, type Sentence, spansToTags } from '../corpus/index.js';
import { macroScores } from './macro.js';
import { type Pair, pairSentences } from './pair.js';
import { readGold, readPrediction } from './read.js';
import { type Count, countPairs } from './score.js';
import { type Tally, toScores } from './tally.js';

type Triple = readonly [number, number, number];
type Kinds = Readonly<Record<'strict' | 'exact' | 'partial' | 'type', readonly number[]>>;

interface Case {
  readonly file: string;
  readonly train: string | null;
  readonly scheme: Scheme;
  readonly kind: 'damaged' | 'unigram';
  readonly seqeval: Readonly<
    Record<'strict' | 'conlleval', { micro: Triple; macro: Triple; labels: Readonly<Record<string, Triple>> }>
  >;
  readonly nervaluate?: Stable & {
    readonly overall: Kinds;
    readonly labels: Readonly<Record<string, Stable & { readonly all: Kinds }>>;
  };
}

/** Counts over all sentences but those whose counts depend on the order of spans in nervaluate. */
interface Stable {
  readonly stable: Kinds;
  readonly unstable: readonly number[];
}

/** Made by `scripts/oracles/scores-golden.py`, whose predictions are repeated here tag by tag. */
const golden: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(new URL('./scores.golden.json', import.meta.url), 'utf8'),
);
const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(data);
const folder = mkdtempSync(join(tmpdir(), 'hilgen-scores-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PREFIXES = { io: 'I', iob1: 'BI', iob2: 'BI', iobes: 'BIES', bilou: 'BILU' };

interface Tagged {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
}

function tagged(sentence: Sentence, scheme: Scheme): Tagged {
  const tokens = sentence.tokens.map(({ start, end }) => sentence.text.slice(start, end));
  return { tokens, tags: spansToTags(sentence, scheme) };
}

function draws(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state * limit) / 2 ** 32);
  };
}

function damage(gold: readonly Tagged[], scheme: Scheme): Tagged[] {
  const labels = [...new Set(gold.flatMap(({ tags }) => tags.map((tag) => tag.slice(2))))]
    .filter(Boolean)
    .sort();
  const choices = [
    'O',
    ...[...PREFIXES[scheme]].flatMap((prefix) => labels.map((label) => `${prefix}-${label}`)),
  ];
  const below = draws(7);
  return gold.map(({ tokens, tags }) => ({
    tokens,
    tags: tags.map((tag) => (below(100) < 12 ? (choices[below(choices.length)] ?? '') : tag)),
  }));
}

async function unigram(train: string, gold: readonly Tagged[]): Promise<Tagged[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const sentence of await readCorpus(train)) {
    const { tokens, tags } = tagged(sentence, 'iob2');
    tokens.forEach((token, at) => {
      const own = counts.get(token) ?? new Map<string, number>();
      counts.set(token, own.set(tags[at] ?? '', (own.get(tags[at] ?? '') ?? 0) + 1));
    });
  }
  const best = new Map(
    [...counts].map(([token, own]) => {
      const [first] = [...own].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
      return [token, first?.[0] ?? 'O'];
    }),
  );
  return gold.map(({ tokens }) => ({ tokens, tags: tokens.map((token) => best.get(token) ?? 'O') }));
}

function write(name: string, sentences: readonly Tagged[]): string {
  const path = join(folder, name);
  const lines = ({ tokens, tags }: Tagged): string =>
    tokens.map((token, at) => `${token}\t${tags[at]}\n`).join('');
  writeFileSync(path, sentences.map(lines).join('\n'));
  return path;
}

async function pairsOf({ file, train, scheme, kind }: Case) {
  const gold = (await readCorpus(data + file)).map((sentence) => tagged(sentence, scheme));
  const predicted = kind === 'damaged' ? damage(gold, scheme) : await unigram(data + train, gold);
  const options = { scheme };
  return pairSentences(
    await readGold(write('gold.tsv', gold), options),
    await readPrediction(write('predicted.tsv', predicted), options),
  );
}

function triple(tally: Tally | undefined): Triple {
  const { precision, recall, f1 } = toScores(tally as Tally);
  return [precision, recall, f1];
}

function expectClose(ours: Triple, theirs: Triple): void {
  theirs.forEach((value, at) => {
    expect(Math.abs((ours[at] ?? Number.NaN) - value)).toBeLessThanOrEqual(1e-12);
  });
}

function expectSeqeval(count: Count | undefined, theirs: Case['seqeval']['strict']): void {
  expectClose(triple(count?.total), theirs.micro);
  expect(Object.keys(theirs.labels)).toEqual([...(count?.labels.keys() ?? [])]);
  for (const [label, scores] of Object.entries(theirs.labels)) {
    expectClose(triple(count?.labels.get(label)), scores);
  }
  const { precision, recall, f1 } = macroScores(count as Count);
  expectClose([precision, recall, f1], theirs.macro);
}

const five = (tally: Tally | undefined): number[] =>
  (['correct', 'incorrect', 'partial', 'missed', 'spurious'] as const).map((name) => tally?.[name] ?? 0);

function expectNervaluate(
  pairs: readonly Pair[],
  { stable, unstable }: Stable,
  tallyIn: (count: Count) => Tally | undefined,
): void {
  const left = new Set(unstable);
  const { counts } = countPairs(pairs.filter((_, at) => !left.has(at)));
  for (const kind of ['strict', 'exact', 'partial', 'type'] as const) {
    const ours = counts.find(({ measure }) => measure.name === `semeval.${kind}`);
    expect([kind, five(ours && tallyIn(ours))]).toEqual([kind, stable[kind]]);
  }
}

describe.skipIf(!isThere)(`published scorers${isThere ? '' : ' (skipped: no ../shared/data here)'}`, () => {
  test.each(golden.cases)('$file as $scheme, $kind', async (one) => {
    const pairs = await pairsOf(one);
    const { counts } = countPairs(pairs);
    const named = (name: string): Count | undefined => counts.find(({ measure }) => measure.name === name);
    expectSeqeval(named('strict'), one.seqeval.strict);
    // seqeval's default mode does not know L- and U-; the same draws with E- and S- give the figures to reach.
    const reference =
      one.scheme === 'bilou'
        ? golden.cases.find((other) => other.file === one.file && other.scheme === 'iobes')
        : one;
    expectSeqeval(named('conlleval'), (reference ?? one).seqeval.conlleval);
    if (one.nervaluate === undefined) return;
    expectNervaluate(pairs, one.nervaluate, ({ total }) => total);
    for (const [label, own] of Object.entries(one.nervaluate.labels)) {
      expectNervaluate(pairs, own, ({ labels }) => labels.get(label));
      // Where no order matters, what nervaluate prints for the label.
      if (own.unstable.length === 0) expect(own.stable).toEqual(own.all);
    }
  });
});
