import { HilgenError } from '../base/errors.js';
import type { ReadOptions } from './read-options.js';
import type { Span, Token } from './sentence.js';
import { UNITS, type Unit, type UnitMap, unitMap } from './units.js';

/** A mention as a source states it: offsets in some unit, and perhaps the text it says it covers. */
export interface SpanClaim {
  readonly pieces: readonly Token[];
  readonly surface?: string | undefined;
  readonly span: Omit<Span, 'start' | 'end' | 'fragments' | 'surface'>;
  readonly line?: number | undefined;
}

/** Where claims come from. */
export interface ClaimSource {
  readonly path: string;
  readonly id: string;
  /** What the format's offsets count by its specification. */
  readonly official: Unit;
  readonly options: ReadOptions;
}

/**
 * The claims as spans of the text in UTF-16. Their unit is the asked one, else the format's own, else, where the
 * claimed texts contradict it, the one in which most of them stand where they should.
 *
 * @throws HilgenError `input` with the place for offsets that are no stretch of the text.
 */
export function placeClaims(text: string, claims: readonly SpanClaim[], source: ClaimSource): Span[] {
  const unit = source.options.unit ?? chooseUnit(text, claims, source.official);
  if (unit !== source.official && source.options.unit === undefined) {
    const what = `offsets count ${NAMES[unit]}, not ${NAMES[source.official]}: read as such`;
    source.options.onRemark?.({ kind: 'unit', where: placeOf(claims[0], source), what });
  }
  const map = unitMap(text, unit);
  return claims.map((claim) => toSpan(text, claim, map, source));
}

const NAMES: Readonly<Record<Unit, string>> = {
  utf16: 'UTF-16 code units',
  codepoints: 'code points',
  bytes: 'UTF-8 bytes',
};

/** The unit in which most claims find their texts, the official one where no other does better. */
export function chooseUnit(text: string, claims: readonly SpanClaim[], official: Unit): Unit {
  if (claims.length === 0 || IS_ASCII.test(text)) return official;
  const stated = claims.filter(({ surface }) => surface !== undefined);
  let best = { unit: official, right: countRight(text, stated, official) };
  if (best.right === stated.length) return official;
  for (const unit of UNITS) {
    if (unit === official) continue;
    const right = countRight(text, stated, unit);
    if (right > best.right) best = { unit, right };
  }
  return best.unit;
}

const IS_ASCII = /^[\0-\x7f]*$/;

/** How many claims find their text where they say, in this unit; those that say none do not count. */
export function countRight(text: string, claims: readonly SpanClaim[], unit: Unit): number {
  const map = unitMap(text, unit);
  return claims.filter(({ pieces, surface }) => {
    if (surface === undefined) return false;
    const found = pieces.map(({ start, end }) =>
      text.slice(map.toUtf16(start) ?? -1, map.toUtf16(end) ?? -1),
    );
    return sameText(found.join(' '), surface);
  }).length;
}

/** Whether two readings differ in nothing but white space. */
export function sameText(one: string, other: string): boolean {
  return one === other || one.replace(/\s+/g, ' ') === other.replace(/\s+/g, ' ');
}

function toSpan(text: string, claim: SpanClaim, map: UnitMap, source: ClaimSource): Span {
  const [first] = claim.pieces;
  if (first === undefined) {
    throw new HilgenError('input', {
      where: placeOf(claim, source),
      what: 'a mention without a place in the text',
    });
  }
  if (claim.pieces.length > 1) return discontinuous(text, claim, map, source);
  const { start, end } = place(text, first, map, claim, source);
  const found = text.slice(start, end);
  const span = { start, end, ...claim.span };
  return agrees(found, claim, start, source) ? span : { ...span, surface: claim.surface };
}

function discontinuous(text: string, claim: SpanClaim, map: UnitMap, source: ClaimSource): Span {
  const fragments = claim.pieces.map((piece) => place(text, piece, map, claim, source));
  const start = Math.min(...fragments.map((piece) => piece.start));
  const end = Math.max(...fragments.map((piece) => piece.end));
  const found = fragments.map((piece) => text.slice(piece.start, piece.end)).join(' ');
  const span = { start, end, ...claim.span, fragments };
  return agrees(found, claim, start, source) ? span : { ...span, surface: claim.surface };
}

/** Whether the text is what the claim says; a remark where it is not. */
function agrees(found: string, claim: SpanClaim, start: number, source: ClaimSource): boolean {
  const { surface } = claim;
  if (surface === undefined || sameText(found, surface)) return true;
  const what = `the text at ${start} is ${show(found)}, not ${show(surface)}`;
  source.options.onRemark?.({ kind: 'surface', where: placeOf(claim, source), what });
  return false;
}

function place(text: string, piece: Token, map: UnitMap, claim: SpanClaim, source: ClaimSource): Token {
  const [start, end] = [map.toUtf16(piece.start), map.toUtf16(piece.end)];
  if (start !== undefined && end !== undefined && start < end) return { start, end };
  throw new HilgenError('input', {
    where: placeOf(claim, source),
    what: `the mention ${piece.start}–${piece.end} is no stretch of the text of document ${show(source.id)} (${text.length} units)`,
    hint: 'Offsets begin at 0, the end is exclusive. Where they count something unusual, say so: --unit utf16, codepoints or bytes.',
  });
}

function placeOf(claim: SpanClaim | undefined, { path, id }: ClaimSource): string {
  return claim?.line === undefined ? `${path}, document ${id}` : `${path}:${claim.line}`;
}

const show = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
