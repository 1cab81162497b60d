import { type Document, isSentence, piecesOf, type SentencePlace } from './document.js';
import type { Sentence, Span, Token } from './sentence.js';
import { splitSentences } from './split-sentences.js';
import { tokenise } from './tokenise.js';

/** The sentences of a document: those that its source marks, else where `splitSentences` finds them. */
export function placesOf({ text, sentences, sections, spans }: Document): readonly SentencePlace[] {
  if (sentences !== undefined && sentences.length > 0) return sentences;
  if (sections === undefined || sections.length < 2) return splitSentences(text, spans);
  const edges = sections.slice(1).map(({ start }) => start);
  return splitAt(splitSentences(text, spans), edges, spans);
}

/** Cuts places that reach over a section's edge, unless a mention does too. */
function splitAt(places: readonly Token[], edges: readonly number[], spans: readonly Span[]): Token[] {
  return places.flatMap((place) => {
    const inside = edges.filter(
      (edge) =>
        edge > place.start && edge < place.end && !spans.some(({ start, end }) => start < edge && end > edge),
    );
    const cuts = [place.start, ...inside, place.end];
    return cuts.slice(1).map((end, index) => ({ start: cuts[index] as number, end }));
  });
}

/**
 * A document as sentences, with tokens and `document` set. A sentence that is a document of its own stays as it is.
 * A mention belongs to the sentence it begins in; a sentence's end moves where the source cuts a mention in two.
 */
export function sentencesOf(document: Document): Sentence[] {
  if (isSentence(document)) return [asSentence(document)];
  const places = mended(placesOf(document), document);
  const spans = sorted(document.spans);
  let at = 0;
  return places.map((place, index) => {
    const isLast = index === places.length - 1;
    const from = at;
    while (at < spans.length && (isLast || (spans[at] as Span).start < place.end)) at++;
    return cut(document, place, spans.slice(from, at), index);
  });
}

/** The document itself as a sentence, where it is one. */
function asSentence({ id, text, spans, unknown, sentences, part, origin }: Document): Sentence {
  const tokens = sentences?.[0]?.tokens ?? tokensOf(text, spans);
  const rest = { ...(unknown && { unknown }), ...(part && { document: part }), origin };
  return { id, text, tokens, spans: sorted(spans), ...rest };
}

function cut(document: Document, place: SentencePlace, spans: readonly Span[], index: number): Sentence {
  const { id, text, unknown, origin } = document;
  const start = Math.min(place.start, spans[0]?.start ?? place.start);
  const end = Math.max(place.end, ...spans.map((span) => span.end));
  const own = text.slice(start, end);
  const ownSpans = spans.map((span) => shiftSpan(span, start));
  return {
    id: place.id ?? `${id}-${index + 1}`,
    text: own,
    tokens: place.tokens === undefined ? tokensOf(own, ownSpans) : shifted(place.tokens, start),
    spans: ownSpans,
    ...(unknown && { unknown: shifted(clipped(unknown, start, end), start) }),
    document: { id, start },
    origin: place.line === undefined || origin.kind !== 'gold' ? origin : { ...origin, line: place.line },
  };
}

/** Joins places between which a mention reaches; text of white space with a mention in it is one place. */
function mended(places: readonly SentencePlace[], { text, spans }: Document): readonly SentencePlace[] {
  if (places.length === 0 && spans.length > 0) return [{ start: 0, end: text.length }];
  if (places.length < 2) return places;
  const out: SentencePlace[] = [];
  const byStart = sorted(spans);
  let at = 0;
  let reach = 0;
  for (const place of places) {
    const before = out.at(-1);
    if (before !== undefined && reach > place.start) out[out.length - 1] = merged(before, place);
    else out.push(place);
    while (at < byStart.length && (byStart[at] as Span).start < place.end)
      reach = Math.max(reach, (byStart[at++] as Span).end);
  }
  return out;
}

function merged(before: SentencePlace, place: SentencePlace): SentencePlace {
  const { columns: _, ...rest } = before;
  const tokens = before.tokens && place.tokens ? [...before.tokens, ...place.tokens] : undefined;
  return { ...rest, end: place.end, tokens };
}

/** The tokens of a text, cut where a piece of a mention begins or ends inside one. */
function tokensOf(text: string, spans: readonly Span[]): readonly Token[] {
  return cutTokens(tokenise(text), spans.flatMap(piecesOf));
}

/** The tokens, cut where a piece of a mention begins or ends inside one. */
export function cutTokens(tokens: readonly Token[], pieces: readonly Token[]): readonly Token[] {
  if (areWhole(tokens, pieces)) return tokens;
  const starts = new Set(tokens.map((token) => token.start));
  const ends = new Set(tokens.map((token) => token.end));
  const edges = [
    ...pieces.map((piece) => piece.start).filter((edge) => !starts.has(edge)),
    ...pieces.map((piece) => piece.end).filter((edge) => !ends.has(edge)),
  ];
  if (edges.length === 0) return tokens;
  const inOrder = [...new Set(edges)].sort((a, b) => a - b);
  return tokens.flatMap((token) => {
    const cuts = [
      token.start,
      ...inOrder.filter((edge) => edge > token.start && edge < token.end),
      token.end,
    ];
    return cuts.slice(1).map((to, index) => ({ start: cuts[index] as number, end: to }));
  });
}

/** Whether each piece begins and ends with a token; quick where pieces come in order. */
function areWhole(tokens: readonly Token[], pieces: readonly Token[]): boolean {
  let at = 0;
  for (const { start, end } of pieces) {
    while (at < tokens.length && (tokens[at] as Token).start < start) at++;
    if (tokens[at]?.start !== start) return false;
    let last = at;
    while (last < tokens.length && (tokens[last] as Token).end < end) last++;
    if (tokens[last]?.end !== end) return false;
  }
  return true;
}

/** What of the stretches lies between `start` and `end`. */
function clipped(stretches: readonly Token[], start: number, end: number): Token[] {
  return stretches
    .filter((stretch) => stretch.start < end && stretch.end > start)
    .map((stretch) => ({ start: Math.max(stretch.start, start), end: Math.min(stretch.end, end) }));
}

function shifted(tokens: readonly Token[], by: number): Token[] {
  if (by === 0) return tokens as Token[];
  return tokens.map(({ start, end }) => ({ start: start - by, end: end - by }));
}

function shiftSpan(span: Span, by: number): Span {
  if (by === 0) return span;
  const moved = { ...span, start: span.start - by, end: span.end - by };
  return span.fragments === undefined ? moved : { ...moved, fragments: shifted(span.fragments, by) };
}

function sorted(spans: readonly Span[]): readonly Span[] {
  const isSorted = spans.every((span, at) => at === 0 || inOrder(spans[at - 1] as Span, span) <= 0);
  return isSorted ? spans : [...spans].sort(inOrder);
}

const inOrder = (a: Span, b: Span): number => a.start - b.start || a.end - b.end;

/** A sentence as a document of its own. */
export function documentOf({ document, tokens, ...sentence }: Sentence): Document {
  const place: SentencePlace = { start: 0, end: sentence.text.length, tokens };
  return { ...sentence, sentences: [place], ...(document && { part: document }) };
}

/** The sentences of a document without those that hold no token, their tokens cut at the mentions' edges. */
export function taggedSentences(document: Document): Sentence[] {
  return sentencesOf(document)
    .filter(({ tokens }) => tokens.length > 0)
    .map((sentence) => {
      const tokens = cutTokens(sentence.tokens, sentence.spans.flatMap(piecesOf));
      return tokens === sentence.tokens ? sentence : { ...sentence, tokens };
    });
}
