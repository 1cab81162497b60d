import { type Argument, conceptIds, type Document } from './document.js';
import type { Holds } from './format.js';
import type { Span } from './sentence.js';

/** Whether a format has room for a relation with these arguments. */
export const HAS_ROOM: Readonly<
  Record<Holds['relations'], (spans: readonly Span[], ends: readonly Argument[]) => boolean>
> = {
  all: () => true,
  concepts: (spans, ends) => ends.length === 2 && ends.every((end) => conceptOf(spans, end) !== undefined),
  mentions: (spans, ends) => ends.every((end) => end.span !== undefined || mentionOf(spans, end) !== -1),
  none: () => false,
};

/** The concept that an argument is, or that its mention means. */
export function conceptOf(spans: readonly Span[], { concept, span: id }: Argument): string | undefined {
  return concept ?? (id === undefined ? undefined : spans.find((span) => span.id === id)?.concept);
}

/** The index of the mention that an argument is, or of the first that means its concept; -1 where there is none. */
export function mentionOf(spans: Document['spans'], { concept, span: id }: Argument): number {
  if (id !== undefined) return spans.findIndex((span) => span.id === id);
  const exact = spans.findIndex((span) => span.concept === concept);
  return exact !== -1 ? exact : spans.findIndex((span) => conceptIds(span).includes(concept ?? ''));
}
