import type { Sentence, Span } from '../corpus/sentence.js';
import { articleChange } from './article.js';
import { type Marked, replaceRange } from './edit.js';
import { fitCase, isLowerCased } from './letter-case.js';
import { type TokenStyle, writeIn } from './token-style.js';

/** What takes a mention's place. */
export interface Replacement {
  readonly name: string;
  /** Id of the concept that the name means. */
  readonly concept: string;
  /** The knowledge base's own spelling of the mention, where it has one. */
  readonly known: string | undefined;
}

/**
 * The sentence with one of its spans naming something else: same label, letter case and article
 * fitted, all else unchanged. No other span may overlap this one.
 */
export function replaceMention(
  sentence: Sentence,
  span: Span,
  { name, concept, known }: Replacement,
  style: TokenStyle,
): Marked {
  const mention = sentence.text.slice(span.start, span.end);
  const before = sentence.text.slice(0, span.start);
  const atStart = !/[\p{L}\p{N}]/u.test(before);
  const fitted = fitCase(name.trim(), { mention, atStart, lowerCased: isLowerCased(sentence.text), known });
  const spans = sentence.spans.map((other) => (other === span ? meaning(span, concept) : other));
  const replaced = replaceRange({ ...sentence, spans }, span.start, span.end, writeIn(style, fitted));
  const change = articleChange(before, mention, fitted);
  if (change === undefined || sentence.spans.some((other) => overlaps(other, change))) return replaced;
  return replaceRange(replaced, change.start, change.end, {
    text: change.article,
    tokens: [{ start: 0, end: change.article.length }],
  });
}

/** Whether two stretches share a character. */
export function overlaps(
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  return a.start < b.end && b.start < a.end;
}

function meaning({ start, end, label }: Span, concept: string): Span {
  return { start, end, label, concept };
}
