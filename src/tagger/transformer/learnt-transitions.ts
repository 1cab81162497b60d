import { type Parameters, zeros } from '../../tensor/train/parameters.js';
import { addTransitions, freeTransitions } from '../crf/transitions.js';
import type { TagSet } from './tag-set.js';

/** The learnt scores of tags that follow each other, tags×tags. */
export const TRANSITIONS = 'crf.transitions';

/** Adds transitions that prefer nothing yet. */
export function addTransitionWeights(parameters: Parameters, tags: number): void {
  parameters.set(TRANSITIONS, zeros([tags, tags]));
}

/** Tags whose transitions are the scheme's with the learnt scores upon them. First and last tags have none: a chain may be part of a sentence. */
export function withLearnt(set: TagSet, learnt: ArrayLike<number>): TagSet {
  const scores = { ...freeTransitions(set.tags.length), between: Float64Array.from(learnt) };
  return { ...set, transitions: addTransitions(set.transitions, scores) };
}
