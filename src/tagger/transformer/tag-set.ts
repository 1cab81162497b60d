import { schemeTransitions } from '../crf/constraints.js';
import type { Tagging } from '../crf/spans.js';

/** The tags of a set of labels, numbered: O, then those of each label; transitions are what the scheme allows. */
export interface TagSet extends Tagging {
  readonly labels: readonly string[];
  /** The number of a tag. */
  indexOf(tag: string): number;
}

const PREFIXES = { io: ['I'], iob2: ['B', 'I'], iobes: ['B', 'I', 'E', 'S'] } as const;

export function tagSet(labels: readonly string[], scheme: Tagging['scheme'] = 'iob2'): TagSet {
  const tags = ['O', ...labels.flatMap((label) => PREFIXES[scheme].map((prefix) => `${prefix}-${label}`))];
  const numbers = new Map(tags.map((tag, at) => [tag, at]));
  return {
    labels,
    tags,
    scheme,
    transitions: schemeTransitions(tags, scheme),
    indexOf: (tag) => numbers.get(tag) ?? 0,
  };
}
