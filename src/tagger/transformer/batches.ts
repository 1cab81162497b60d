import { type Random, random } from '../../base/random.js';
import { type Encoder, type EncoderInput, inputShape, type Window } from '../../encoder/encoder.js';
import type { Value } from '../../tensor/session.js';
import { ANY_TAG } from '../crf/loss.js';
import type { Example } from './examples.js';
import { type Mix, rounds } from './mix.js';

/** At most so many batches are drawn together and sorted by length before they are cut, so that a batch pads little. */
const POOL = 400;

/**
 * `steps` batches of `size` examples: round after round in seeded order. Within a pool of batches
 * examples of similar length come together; the order of the batches is random again. A pool lies
 * within one round: over several, sorting would fill a batch with copies of one example. A batch
 * that the end of a round cuts is a pool of its own.
 */
export function drawBatches(
  examples: readonly Example[],
  size: number,
  steps: number,
  seed: number,
  mix?: Mix,
): Example[][] {
  const needed = steps * size;
  const stream: Example[] = [];
  const ends: number[] = [];
  for (const round of rounds(examples, mix, seed)) {
    if (stream.length >= needed) break;
    for (const example of random(seed, 'epoch', ends.length).shuffle(round)) stream.push(example);
    ends.push(stream.length);
  }
  const batches: Example[][] = [];
  for (let [from, round] = [0, 0]; from < stream.length && from < needed; ) {
    while ((ends[round] as number) <= from) round++;
    const wholeLeft = Math.floor(((ends[round] as number) - from) / size);
    const to = Math.min(from + size * Math.min(Math.max(wholeLeft, 1), POOL), needed);
    batches.push(...groupByLength(stream.slice(from, to), size, random(seed, 'pool', from)));
    from = to;
  }
  return batches;
}

function groupByLength(pool: readonly Example[], size: number, order: Random): Example[][] {
  const sorted = pool.toSorted((a, b) => a.window.length - b.window.length);
  const groups: Example[][] = [];
  for (let from = 0; from < sorted.length; from += size) groups.push(sorted.slice(from, from + size));
  return order.shuffle(groups);
}

/** How many windows a batch has, and how many pieces the longest. */
export function sizesOf(batch: readonly Example[]): { batch: number; length: number } {
  return { batch: batch.length, length: Math.max(...batch.map(({ window }) => window.length)) };
}

/** The lengths that batches are padded to: multiples of 8 to 64, of 16 to 128, of 32 beyond. */
export function bucketLength(length: number): number {
  const step = length <= 64 ? 8 : length <= 128 ? 16 : 32;
  return Math.ceil(length / step) * step;
}

/** The encoder's inputs for windows, padded to `length` with zeros. */
export function windowFeeds(
  encoder: Pick<Encoder, 'inputs'>,
  windows: readonly Window[],
  length: number,
): Record<string, Value> {
  return Object.fromEntries(encoder.inputs.map((input) => [input.name, padColumn(input, windows, length)]));
}

function padColumn(input: EncoderInput, windows: readonly Window[], length: number): Value {
  const { name, width, type } = input;
  const shape = inputShape(input, windows.length, length) as number[];
  const stride = length * width;
  if (type === 'float32') {
    const data = new Float32Array(windows.length * stride);
    for (const [row, { columns }] of windows.entries()) data.set(columns[name] ?? [], row * stride);
    return { data, shape };
  }
  const data = new BigInt64Array(windows.length * stride);
  windows.forEach(({ columns }, row) => {
    const values = columns[name] ?? [];
    for (let at = 0; at < values.length; at++) data[row * stride + at] = BigInt(values[at] as number);
  });
  return { data, shape };
}

/** Number of words whose tags are known. */
export function countWords(examples: readonly Example[]): number {
  return examples.reduce((sum, { tags }) => sum + tags.filter((tag) => tag !== ANY_TAG).length, 0);
}

/**
 * What the loss compares with: (batch·length)×tags, at the first piece of each labelled word
 * 1/`words` for its tag, 0 elsewhere, also where it is not known. `words` counts the known words of all batches of the step.
 */
export function targetFeed(
  batch: readonly Example[],
  length: number,
  tags: number,
  words = countWords(batch),
): Value {
  const data = new Float32Array(batch.length * length * tags);
  const weight = words === 0 ? 0 : 1 / words;
  batch.forEach(({ window, tags: own }, row) => {
    window.words.forEach(({ piece }, at) => {
      const tag = own[at] ?? ANY_TAG;
      if (tag !== ANY_TAG) data[(row * length + piece) * tags + tag] = weight;
    });
  });
  return { data, shape: [batch.length * length, tags] };
}
