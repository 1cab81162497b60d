import { random } from '../../base/random.js';
import { bucketLength } from './batches.js';
import type { Example } from './examples.js';
import { type Mix, rounds } from './mix.js';

/** One round of examples as batches of one bucket each, at most `tokens` pieces with padding, or one example. */
export function tokenEpoch(
  examples: readonly Example[],
  tokens: number,
  seed: number,
  epoch: number,
): Example[][] {
  const buckets = new Map<number, Example[]>();
  for (const example of random(seed, 'token epoch', epoch).shuffle(examples)) {
    const length = bucketLength(example.window.length);
    const bucket = buckets.get(length);
    if (bucket === undefined) buckets.set(length, [example]);
    else bucket.push(example);
  }
  const batches = [...buckets].flatMap(([length, bucket]) => {
    const size = Math.max(1, Math.floor(tokens / length));
    return Array.from({ length: Math.ceil(bucket.length / size) }, (_, at) =>
      bucket.slice(at * size, (at + 1) * size),
    );
  });
  return random(seed, 'token batches', epoch).shuffle(batches);
}

/** `count` batches of at most `tokens` pieces, round after round. */
export function drawTokenBatches(
  examples: readonly Example[],
  tokens: number,
  count: number,
  seed: number,
  mix?: Mix,
): Example[][] {
  const batches: Example[][] = [];
  let number = 0;
  for (const round of rounds(examples, mix, seed)) {
    if (batches.length >= count) break;
    batches.push(...tokenEpoch(round, tokens, seed, number++));
  }
  return batches.slice(0, count);
}
