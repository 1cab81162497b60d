import { random } from '../../base/random.js';
import { bucketLength } from './batches.js';
import type { Example } from './examples.js';

/** One pass over the examples as batches of one bucket each, at most `tokens` pieces with padding, or one example. */
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

/** `count` batches of at most `tokens` pieces, epoch after epoch. */
export function drawTokenBatches(
  examples: readonly Example[],
  tokens: number,
  count: number,
  seed: number,
): Example[][] {
  const batches: Example[][] = [];
  for (let epoch = 0; batches.length < count && examples.length > 0; epoch++) {
    batches.push(...tokenEpoch(examples, tokens, seed, epoch));
  }
  return batches.slice(0, count);
}
