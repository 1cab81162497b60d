import { createHash } from 'node:crypto';
import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';

interface Ranked {
  readonly sentence: Sentence;
  readonly rank: string;
}

/**
 * At most `count` sentences of different texts out of the first `most`, as if drawn at random: those whose texts have
 * the smallest SHA-256, smallest first. The choice depends on the texts alone, and a smaller one is the beginning of a
 * larger one.
 */
export async function chooseSentences(
  blocks: AsyncIterable<readonly Sentence[]>,
  { count, most }: { readonly count: number; readonly most: number },
  { onProgress, signal }: WorkOptions = {},
): Promise<Sentence[]> {
  const held = new Map<string, Ranked>();
  let seen = 0;
  for await (const block of blocks) {
    throwIfAborted(signal);
    for (const sentence of block) {
      const rank = createHash('sha256').update(sentence.text).digest('hex');
      if (!held.has(rank)) held.set(rank, { sentence, rank });
    }
    for (const { rank } of ranked(held).slice(count)) held.delete(rank);
    seen += block.length;
    onProgress?.({ done: seen });
    if (seen >= most) break;
  }
  return ranked(held).map(({ sentence }) => sentence);
}

function ranked(held: ReadonlyMap<string, Ranked>): Ranked[] {
  return [...held.values()].sort((a, b) => (a.rank < b.rank ? -1 : 1));
}
