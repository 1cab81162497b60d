import { joins, OUTSIDE, parseTag, type Scheme, type Tag } from './scheme.js';

/** Gathers what tells a file's scheme, sentence by sentence. */
export interface SchemeGuess {
  see(tags: readonly string[]): void;
  /** One tag after another; what is no tag, such as the nothing of a blank line, ends a sentence. */
  seeTag(text: string): void;
  /**
   * `E-`/`S-` tell IOBES and `L-`/`U-` BILOU, unless they are fewer than the mentions that end without one. Else a
   * file whose mentions start with `I-`, and in which no `B-` stands where IOB1 needs none, is IOB1; every other
   * file is held to IOB2.
   */
  result(): Scheme;
  /** Whether nothing that may follow in a sound file can change the result. */
  isCertain(): boolean;
}

/** Mentions without an end after which a file with `E-` or `S-` in it would be a mistake, whatever its scheme. */
const ENOUGH = 1000;

/** Starts a guess at the scheme of a file. */
export function guessScheme(): SchemeGuess {
  const ends = { iobes: 0, bilou: 0, none: 0 };
  let startsWithI = false;
  let startsWithB = false;

  let before = OUTSIDE;

  const seeTag = (text: string): void => {
    if (text === 'O' && before === OUTSIDE) return;
    const iobes = parseTag(text, 'iobes');
    const tag = iobes ?? parseTag(text, 'bilou') ?? OUTSIDE;
    if (tag.prefix === 'E' || tag.prefix === 'S') ends[iobes === undefined ? 'bilou' : 'iobes']++;
    if (isLeftOpen(before, tag)) ends.none++;
    startsWithI ||= tag.prefix === 'I' && !joins(before, tag);
    startsWithB ||= tag.prefix === 'B' && !joins(before, tag);
    before = tag;
  };

  const see = (tags: readonly string[]): void => {
    for (const tag of tags) seeTag(tag);
    seeTag('O');
  };

  const result = (): Scheme => {
    const closed = ends.bilou > ends.iobes ? 'bilou' : 'iobes';
    if (ends[closed] > 0 && ends[closed] >= ends.none) return closed;
    return startsWithI && !startsWithB ? 'iob1' : 'iob2';
  };

  const isCertain = (): boolean => startsWithB && ends.none >= ENOUGH && ends.iobes + ends.bilou === 0;

  return { see, seeTag, result, isCertain };
}

function isLeftOpen(before: Tag, tag: Tag): boolean {
  const isOpen = before.prefix === 'B' || before.prefix === 'I';
  const isInner = tag.prefix === 'I' || tag.prefix === 'E';
  return isOpen && !(isInner && joins(before, tag));
}
