import type { Sentence } from '../../corpus/sentence.js';
import { NEARLY_SAME } from '../../generate/filters/duplicates.js';
import { nearIndex } from '../../generate/filters/near-index.js';

/** Sentences that were not let through, by why. */
export interface Dropped {
  /** Nearly a sentence of development or test. */
  heldOut: number;
  /** A shot. */
  shots: number;
  /** With neither mention nor unknown, over the share that may be. */
  empty: number;
}

/** Blocks of sentences that may be learnt from, and how many were not let through so far. */
export interface Sieved {
  readonly sentences: AsyncIterable<Sentence[]>;
  readonly dropped: Dropped;
}

/** Takes out the shots themselves and what is nearly a sentence that is held out. */
export function rawSieve(
  shots: readonly Sentence[],
  heldOut: readonly Sentence[],
): (blocks: AsyncIterable<Sentence[]>) => Sieved {
  const index = nearIndex();
  for (const { id, text } of heldOut) index.add(id, text);
  const known = new Set(shots.map(({ text }) => lettersOf(text)));
  return (blocks) => {
    const dropped: Dropped = { heldOut: 0, shots: 0, empty: 0 };
    const isKept = ({ text }: Sentence): boolean => {
      const isShot = known.size > 0 && known.has(lettersOf(text));
      if (isShot) dropped.shots++;
      const isLeak = !isShot && heldOut.length > 0 && index.nearest(text, NEARLY_SAME) !== undefined;
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
