import { readCorpus, type Sentence } from '../corpus/index.js';
import { NEARLY_SAME } from '../generate/filters/duplicates.js';
import { nearIndex } from '../generate/filters/near-index.js';
import type { RawCliOptions } from './generate-raw-options.js';
import type { Dropped } from './generate-raw-report.js';

/** Blocks of sentences that may be learnt from, and how many were not let through so far. */
export interface Sieved {
  readonly sentences: AsyncIterable<Sentence[]>;
  readonly dropped: Dropped;
}

/** Takes out the shots themselves and what is nearly a sentence of the development and test files. */
export async function rawSieve(
  shots: readonly Sentence[],
  { not = [], ...options }: RawCliOptions,
): Promise<(blocks: AsyncIterable<Sentence[]>) => Sieved> {
  const heldOut = nearIndex();
  for (const file of not) for (const { id, text } of await readCorpus(file, options)) heldOut.add(id, text);
  const known = new Set(shots.map(({ text }) => lettersOf(text)));
  return (blocks) => {
    const dropped: Dropped = { heldOut: 0, shots: 0, empty: 0 };
    const isKept = ({ text }: Sentence): boolean => {
      const isShot = known.size > 0 && known.has(lettersOf(text));
      if (isShot) dropped.shots++;
      const isLeak = !isShot && not.length > 0 && heldOut.nearest(text, NEARLY_SAME) !== undefined;
      if (isLeak) dropped.heldOut++;
      return !isShot && !isLeak;
    };
    return { sentences: sieved(blocks, isKept), dropped };
  };
}

async function* sieved(
  blocks: AsyncIterable<Sentence[]>,
  isKept: (sentence: Sentence) => boolean,
): AsyncGenerator<Sentence[]> {
  for await (const block of blocks) yield block.filter(isKept);
}

const lettersOf = (text: string): string => text.replace(/\s+/gu, '');
