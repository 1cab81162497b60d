import type { Layer, Sentence } from '../corpus/sentence.js';

/** A labelled mention that nothing was made from. */
export interface UnusedMention {
  /** Id of its sentence. */
  readonly sentence: string;
  readonly text: string;
  readonly label: string;
  readonly reason: 'no concept' | 'no concept of its type' | 'overlaps another mention' | 'in several pieces';
}

/** What one layer gave. */
export interface LayerCounts {
  readonly layer: Layer;
  /** Mentions looked up. */
  mentions: number;
  /** Of these, mentions with a neighbour. */
  found: number;
  /** Sentences made and kept. */
  sentences: number;
  /** Sentences dropped: the same was there before. */
  duplicates: number;
  /** Neighbours passed over: not as related to the mention as asked for. */
  outOfRange: number;
}

/** All zero. */
export function noLayerCounts(layer: Layer): LayerCounts {
  return { layer, mentions: 0, found: 0, sentences: 0, duplicates: 0, outOfRange: 0 };
}

/** Mean relatedness of a layer's substitutes to the mentions they replace; undefined where none is known. */
export function meanRelatedness(sentences: readonly Sentence[], layer: Layer): number | undefined {
  const known = sentences.flatMap(({ origin }) =>
    origin.kind === 'substitution' && origin.layer === layer ? (origin.relatedness ?? []) : [],
  );
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one) / known.length;
}
