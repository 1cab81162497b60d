import type { Span } from '../corpus/sentence.js';
import { countShared, inOrder } from './spans.js';
import { addTally, emptyTally, type Scores, type Tally, tallyOf, toScores } from './tally.js';

/** Scores over all labels together (micro) and of each label, in the order of the labels. */
export interface StrictScores {
  readonly strict: Scores;
  readonly labels: Readonly<Record<string, Scores>>;
}

/** The spans of one sentence as labelled and as predicted. */
export interface SpanPair {
  readonly gold: { readonly spans: readonly Span[] };
  readonly predicted: { readonly spans: readonly Span[] };
}

/**
 * Strict span scores: a predicted span is correct where a gold span of its sentence has the same boundaries and
 * label; a span that stands twice counts once. Equal to seqeval 1.2.2 with `mode='strict', scheme=IOB2`; a
 * fraction of nothing is 0.
 */
export function scoreStrict(pairs: Iterable<SpanPair>): StrictScores {
  const byLabel = new Map<string, Tally>();
  for (const { gold, predicted } of pairs) {
    const [golds, guesses] = [inOrder(gold.spans), inOrder(predicted.spans)];
    for (const label of new Set([...golds, ...guesses].map((span) => span.label))) {
      const [own, others] = [golds, guesses].map((spans) => spans.filter((span) => span.label === label));
      const tally = byLabel.get(label) ?? emptyTally();
      byLabel.set(label, tally);
      addTally(tally, tallyOf(own?.length ?? 0, others?.length ?? 0, countShared(own ?? [], others ?? [])));
    }
  }
  const total = emptyTally();
  for (const tally of byLabel.values()) addTally(total, tally);
  const labels = [...byLabel].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    strict: toScores(total),
    labels: Object.fromEntries(labels.map(([label, tally]) => [label, toScores(tally)])),
  };
}
