/** The IOB2 tags of a set of labels, numbered: O, then B- and I- of each label. */
export interface TagSet {
  readonly labels: readonly string[];
  readonly tags: readonly string[];
  /** The number of a tag. */
  indexOf(tag: string): number;
  /** Whether the second tag may follow the first; `undefined` stands for the start of the sentence. */
  mayFollow(before: number | undefined, tag: number): boolean;
}

export function tagSet(labels: readonly string[]): TagSet {
  const tags = ['O', ...labels.flatMap((label) => [`B-${label}`, `I-${label}`])];
  const numbers = new Map(tags.map((tag, at) => [tag, at]));
  return {
    labels,
    tags,
    indexOf: (tag) => numbers.get(tag) ?? 0,
    // Odd numbers are B-, the even number after each is its I-.
    mayFollow: (before, tag) => tag % 2 === 1 || tag === 0 || before === tag || before === tag - 1,
  };
}
