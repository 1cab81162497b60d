import type { AlignedSpan } from './alignment.js';
import type { Occurrence } from './occurrences.js';

const SHORT_FORM = /^(\s*\(\s*)([\p{L}\p{N}][\p{L}\p{N}\p{Pd}]{1,7})\s*[);,]/u;

/**
 * Short forms that a sentence brings in: `dystrophy (DMD)` directly behind a span, with two capitals
 * at least. They mean what the span means.
 */
export function findShortForms(text: string, spans: readonly AlignedSpan[]): AlignedSpan[] {
  return spans.flatMap((span): AlignedSpan[] => {
    const [, before, short] = SHORT_FORM.exec(text.slice(span.end)) ?? [];
    if (before === undefined || short === undefined || !/\p{Lu}.*\p{Lu}/u.test(short)) return [];
    const start = span.end + before.length;
    const own: Occurrence = { start, end: start + short.length };
    const isTaken = spans.some((other) => other.start < own.end && own.start < other.end);
    const { label, concept } = span;
    return isTaken ? [] : [{ ...own, label, ...(concept && { concept }), status: 'found' }];
  });
}
