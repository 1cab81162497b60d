import { joins, OUTSIDE, parseTag, type Scheme, type Tag } from './scheme.js';

/** Gathers what tells a file's scheme, sentence by sentence. */
export interface SchemeGuess {
  see(tags: readonly string[]): void;
  /**
   * `E-`/`S-` tell IOBES and `L-`/`U-` BILOU, unless they are fewer than the mentions that end without one. Else a
   * file whose mentions start with `I-`, and in which no `B-` stands where IOB1 needs none, is IOB1; every other
   * file is held to IOB2.
   */
  result(): Scheme;
}

/** Starts a guess at the scheme of a file. */
export function guessScheme(): SchemeGuess {
  const ends = { iobes: 0, bilou: 0, none: 0 };
  let startsWithI = false;
  let startsWithB = false;

  const see = (tags: readonly string[]): void => {
    let before = OUTSIDE;
    for (const text of tags) {
      const iobes = parseTag(text, 'iobes');
      const tag = iobes ?? parseTag(text, 'bilou') ?? OUTSIDE;
      if (tag.prefix === 'E' || tag.prefix === 'S') ends[iobes === undefined ? 'bilou' : 'iobes']++;
      if (isLeftOpen(before, tag)) ends.none++;
      startsWithI ||= tag.prefix === 'I' && !joins(before, tag);
      startsWithB ||= tag.prefix === 'B' && !joins(before, tag);
      before = tag;
    }
    if (isLeftOpen(before, OUTSIDE)) ends.none++;
  };

  const result = (): Scheme => {
    const closed = ends.bilou > ends.iobes ? 'bilou' : 'iobes';
    if (ends[closed] > 0 && ends[closed] >= ends.none) return closed;
    return startsWithI && !startsWithB ? 'iob1' : 'iob2';
  };

  return { see, result };
}

function isLeftOpen(before: Tag, tag: Tag): boolean {
  const isOpen = before.prefix === 'B' || before.prefix === 'I';
  const isInner = tag.prefix === 'I' || tag.prefix === 'E';
  return isOpen && !(isInner && joins(before, tag));
}
