import type { Argument, Document } from '../document.js';
import type { Span } from '../sentence.js';

/** Whether a relation has two arguments that can both be named by a concept, as PubTator wants. */
export function isWritable({ spans }: Pick<Document, 'spans'>, ends: readonly Argument[]): boolean {
  return ends.length === 2 && ends.every((end) => conceptOf(spans, end) !== undefined);
}

/** The concept that an argument is, or that its mention means. */
export function conceptOf(spans: readonly Span[], { concept, span: id }: Argument): string | undefined {
  return concept ?? (id === undefined ? undefined : spans.find((span) => span.id === id)?.concept);
}
