import { schemeTransitions } from '../crf/constraints.js';
import type { Tagging } from '../crf/spans.js';

/** The IOB2 tags of a set of labels, numbered: O, then B- and I- of each label; no I- stands without its B-. */
export interface TagSet extends Tagging {
  readonly labels: readonly string[];
  /** The number of a tag. */
  indexOf(tag: string): number;
}

export function tagSet(labels: readonly string[]): TagSet {
  const tags = ['O', ...labels.flatMap((label) => [`B-${label}`, `I-${label}`])];
  const numbers = new Map(tags.map((tag, at) => [tag, at]));
  return {
    labels,
    tags,
    scheme: 'iob2',
    transitions: schemeTransitions(tags, 'iob2'),
    indexOf: (tag) => numbers.get(tag) ?? 0,
  };
}
