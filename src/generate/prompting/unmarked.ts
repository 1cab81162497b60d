import type { Sentence, Span } from '../../corpus/sentence.js';
import { type AlignedSpan, type Claim, findShortForms, nameFinder } from '../align/index.js';

/** What is done about known names that a sentence holds and nobody marked. */
export const UNMARKED_POLICIES = ['mark', 'reject', 'leave'] as const;
export type UnmarkedPolicy = (typeof UNMARKED_POLICIES)[number];

/** Something that finds spans in sentences, for example a tagger. */
export interface SpanFinder {
  tag(sentences: readonly Sentence[]): AsyncIterable<readonly Span[]>;
}

/**
 * For each sentence, the known names in it that no span touches: first those of `names`, then those
 * that `dictionary` knows, then the short forms in brackets behind a span.
 */
export async function findUnmarked(
  sentences: readonly Sentence[],
  names: readonly Claim[],
  dictionary: SpanFinder | undefined,
): Promise<AlignedSpan[][]> {
  const find = nameFinder(names);
  const found = sentences.map(({ text, spans }) => find(text, spans));
  let at = 0;
  for await (const spans of dictionary?.tag(sentences) ?? []) {
    const known = [...(sentences[at]?.spans ?? []), ...(found[at] ?? [])];
    const fresh = spans.filter((span) => !known.some((one) => one.start < span.end && span.start < one.end));
    found[at]?.push(...fresh.map(asFound));
    at++;
  }
  return sentences.map(({ text, spans }, at) => {
    const known = [...spans.map(asFound), ...(found[at] ?? [])];
    return [...(found[at] ?? []), ...findShortForms(text, known)];
  });
}

function asFound(span: Span): AlignedSpan {
  return { ...span, status: 'found' };
}
