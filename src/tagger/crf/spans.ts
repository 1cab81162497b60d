import type { Span, Token } from '../../corpus/sentence.js';
import { tagsToSpans } from '../../corpus/tags-to-spans.js';
import { type Emissions, type Lattice, latticeOf } from './lattice.js';
import { segmentProbability } from './segment.js';
import type { Transitions } from './transitions.js';
import { bestPath } from './viterbi.js';

/** How tags become spans. */
export interface Tagging {
  /** By number. */
  readonly tags: readonly string[];
  readonly scheme: 'io' | 'iob2' | 'iobes';
  readonly transitions: Transitions;
}

/**
 * The spans of the best allowed tag sequence. A span's score is its probability: that of all allowed sequences
 * together which hold this very span, between 0.0001 and 1 in steps of 0.0001.
 *
 * @param emissions tokens×tags log-probabilities, or scores of any size.
 */
export function spansOf(tokens: readonly Token[], emissions: Emissions, tagging: Tagging): Span[] {
  const { tags, scheme, transitions } = tagging;
  const path = bestPath(emissions, transitions);
  const names = path.map((number) => tags[number] as string);
  const spans = tagsToSpans(tokens, names, scheme);
  if (spans.length === 0) return spans;
  const lattice = latticeOf(emissions, transitions);
  let first = 0;
  return spans.map((span) => {
    while ((tokens[first] as Token).start < span.start) first++;
    let next = first;
    while (next < tokens.length && (tokens[next] as Token).end <= span.end) next++;
    const inside = tags.indexOf(`I-${span.label}`);
    return { ...span, score: rounded(probability(lattice, first, path.slice(first, next), inside)) };
  });
}

/** Where a span may begin with I-, none may stand before it; nowhere may one stand behind. */
function probability(lattice: Lattice, first: number, tags: readonly number[], inside: number): number {
  const notBefore = tags[0] === inside ? inside : undefined;
  return segmentProbability(lattice, { first, tags, notBefore, notAfter: inside });
}

function rounded(value: number): number {
  return Math.min(1, Math.max(1e-4, Math.round(value * 1e4) / 1e4));
}
