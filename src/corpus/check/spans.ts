import { type Document, surfaceOf } from '../document.js';
import { sameText } from '../place-claims.js';
import type { Span } from '../sentence.js';
import type { Finding } from './finding.js';

/** A document with its mentions mended, and what was wrong with them. */
export interface Mended {
  readonly document: Document;
  readonly findings: readonly Finding[];
}

const REACH = 60;

/** Finds mentions that are shifted or padded with white space, and mends them. */
export function mendSpans(document: Document): Mended {
  const findings: Finding[] = [];
  const spans = document.spans.map((span) => trim(document, shift(document, span, findings), findings));
  return findings.length === 0 ? { document, findings } : { document: { ...document, spans }, findings };
}

/** Moves a mention to the nearest place where the text is what it says it covers. */
function shift({ id, text }: Document, span: Span, findings: Finding[]): Span {
  const { surface, ...rest } = span;
  if (surface === undefined) return span;
  const found = nearest(text, surface.trim(), span.start);
  const what = `${show(span)} says “${short(surface)}”, the text there is “${short(surfaceOf(text, span))}”`;
  const isPadding = sameText(surface.trim(), surfaceOf(text, span).trim());
  if (isPadding) {
    findings.push({
      kind: 'shifted',
      where: id,
      what,
      repair: 'the white space that only its source has is left out',
    });
    return rest;
  }
  const canMove = found !== undefined && span.fragments === undefined;
  findings.push({
    ...{ kind: 'shifted', where: id, what },
    ...(canMove && { repair: `moved to ${found}–${found + surface.trim().length}` }),
  });
  return canMove ? { ...rest, start: found, end: found + surface.trim().length } : span;
}

function nearest(text: string, surface: string, start: number): number | undefined {
  if (surface === '') return undefined;
  const from = Math.max(0, start - REACH);
  const window = text.slice(from, start + REACH + surface.length);
  let best: number | undefined;
  for (let at = window.indexOf(surface); at !== -1; at = window.indexOf(surface, at + 1)) {
    const place = from + at;
    if (best === undefined || Math.abs(place - start) < Math.abs(best - start)) best = place;
  }
  return best;
}

function trim({ id, text }: Document, span: Span, findings: Finding[]): Span {
  const covered = text.slice(span.start, span.end);
  const start = span.start + covered.length - covered.trimStart().length;
  const end = span.end - (covered.length - covered.trimEnd().length);
  if ((start === span.start && end === span.end) || start >= end || span.fragments !== undefined) return span;
  findings.push({
    ...{ kind: 'padded', where: id, what: `${show(span)} covers “${short(covered)}”` },
    repair: `cut to ${start}–${end}`,
  });
  return { ...span, start, end };
}

const show = ({ label, start, end }: Span): string => `${label} ${start}–${end}`;
const short = (text: string): string =>
  (text.length > 60 ? `${text.slice(0, 60)}…` : text).replace(/[\r\n]/g, '⏎');
