import type { Span } from '../../corpus/sentence.js';
import type { SpanFinder } from '../prompting/unmarked.js';
import { byVerdict, type Filter } from './filter.js';

/** A trained tagger, and the least F1 of its spans against the sentence's own. */
export interface AgreementSettings {
  readonly tagger: SpanFinder;
  readonly least: number;
}

/** Takes out sentences whose spans a tagger does not find again (round-trip agreement, strict F1 within the sentence). */
export const keepAgreed: Filter<AgreementSettings> = async (sentences, { tagger, least }) => {
  const found: (readonly Span[])[] = [];
  for await (const spans of tagger.tag(sentences)) found.push(spans);
  return byVerdict(sentences, ({ text, spans }, at) => {
    const tagged = found[at] ?? [];
    const own = new Set(spans.map(key));
    const shared = tagged.filter((span) => own.has(key(span))).length;
    const score = own.size + tagged.length === 0 ? 1 : (2 * shared) / (own.size + tagged.length);
    const names = tagged.map(
      ({ start, end, label }) => `${JSON.stringify(text.slice(start, end))} (${label})`,
    );
    return score >= least
      ? undefined
      : `the tagger finds ${names.join(', ') || 'nothing'}: F1 ${score.toFixed(2)}`;
  });
};

function key({ start, end, label }: Span): string {
  return `${start}-${end}-${label}`;
}
