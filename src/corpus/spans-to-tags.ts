import { HilgenError } from '../base/errors.js';
import type { Scheme } from './scheme.js';
import type { Sentence, Span, Token } from './sentence.js';

/**
 * The sentence's spans as one tag a token.
 *
 * @throws HilgenError `input` with the sentence's id where a span leaves the token boundaries or overlaps another,
 * and, under IO, where two mentions of one label touch.
 */
export function spansToTags(sentence: Sentence, scheme: Scheme): string[] {
  const tags = new Array<string>(sentence.tokens.length).fill('O');
  if (sentence.spans.length === 0) return tags;
  const owners = new Array<Span | undefined>(sentence.tokens.length).fill(undefined);
  for (const span of inOrder(sentence.spans)) {
    const { first, last } = tokenRange(sentence, span);
    // Spans come by their starts, so one that overlaps this one has its first token.
    const other = owners[first];
    if (other !== undefined) throw overlaps(sentence, other, span);
    const touching = owners[first - 1]?.label === span.label;
    if (touching && scheme === 'io') throw touches(sentence, span);
    for (let at = first; at <= last; at++) {
      owners[at] = span;
      tags[at] = `${PREFIX[scheme](at === first, at === last, touching)}-${span.label}`;
    }
  }
  return tags;
}

function inOrder(spans: readonly Span[]): readonly Span[] {
  const isSorted = spans.every((span, at) => at === 0 || (spans[at - 1] as Span).start <= span.start);
  return isSorted ? spans : [...spans].sort((a, b) => a.start - b.start);
}

type Prefix = (isFirst: boolean, isLast: boolean, touching: boolean) => string;

const PREFIX: Readonly<Record<Scheme, Prefix>> = {
  io: () => 'I',
  iob1: (isFirst, _, touching) => (isFirst && touching ? 'B' : 'I'),
  iob2: (isFirst) => (isFirst ? 'B' : 'I'),
  iobes: (isFirst, isLast) => (isFirst ? (isLast ? 'S' : 'B') : isLast ? 'E' : 'I'),
  bilou: (isFirst, isLast) => (isFirst ? (isLast ? 'U' : 'B') : isLast ? 'L' : 'I'),
};

/**
 * The first and the last token of a span.
 *
 * @throws HilgenError `input` with the sentence's id where the span does not begin and end with a token.
 */
export function tokenRange(sentence: Sentence, span: Span): { first: number; last: number } {
  const { tokens } = sentence;
  const first = firstFrom(tokens, span.start);
  let last = first;
  while (last < tokens.length && (tokens[last] as Token).end < span.end) last++;
  if (tokens[first]?.start === span.start && tokens[last]?.end === span.end) return { first, last };
  throw new HilgenError('input', {
    where: `sentence ${sentence.id}`,
    what: `${show(sentence, span)} does not begin and end with a token, so it has no tags`,
    hint: 'Move the span to whole tokens, or keep the sentence in JSON Lines (.jsonl).',
  });
}

/** The first token that begins at this offset or behind it, by halving. */
function firstFrom(tokens: readonly Token[], start: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as Token).start < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function overlaps(sentence: Sentence, one: Span, other: Span): HilgenError {
  return new HilgenError('input', {
    where: `sentence ${sentence.id}`,
    what: `${show(sentence, one)} and ${show(sentence, other)} overlap, so they have no tags`,
    hint: 'Keep one of them, or keep the sentence in JSON Lines (.jsonl).',
  });
}

function touches(sentence: Sentence, span: Span): HilgenError {
  return new HilgenError('input', {
    where: `sentence ${sentence.id}`,
    what: `${show(sentence, span)} touches another ${span.label}, which IO tags cannot keep apart`,
    hint: 'Write another scheme: iob1, iob2, iobes or bilou.',
  });
}

function show({ text }: Sentence, { start, end, label }: Span): string {
  const surface = text.slice(start, end);
  return `${label} ${start}–${end} (“${surface.length > 60 ? `${surface.slice(0, 60)}…` : surface}”)`;
}
