import type { Layer } from '../corpus/sentence.js';

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
}

/** All zero. */
export function noLayerCounts(layer: Layer): LayerCounts {
  return { layer, mentions: 0, found: 0, sentences: 0, duplicates: 0 };
}
