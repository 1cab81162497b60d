import type { Sentence, Span } from '../corpus/index.js';

/**
 * The sentence's text with its spans marked as `[text|label]`, unknown stretches as `[text|?]`. Overlapping spans are
 * marked once, the first one.
 */
export function marked({ text, spans, unknown = [] }: Pick<Sentence, 'text' | 'spans' | 'unknown'>): string {
  let out = '';
  let at = 0;
  const open = unknown.map((stretch) => ({ ...stretch, label: '?' }));
  for (const { start, end, label } of [...spans, ...open].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  )) {
    if (start < at) continue;
    out += `${text.slice(at, start)}[${text.slice(start, end)}|${label}]`;
    at = end;
  }
  return out + text.slice(at);
}

/** A span as `“text” (label)`. */
export function quoted({ text }: Pick<Sentence, 'text'>, { start, end, label }: Span): string {
  return `“${text.slice(start, end)}” (${label})`;
}
