import type { Span } from '../corpus/sentence.js';

/** Fractions of 1 and the counts that they come from. */
export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Labelled spans. */
  readonly gold: number;
  readonly predicted: number;
  /** Predicted spans whose boundaries and label are those of a gold span. */
  readonly correct: number;
}

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

interface Counts {
  gold: number;
  predicted: number;
  correct: number;
}

/**
 * Strict span scores: a predicted span is correct where a gold span of its sentence has the same boundaries and
 * label; a span that stands twice counts once. Equal to seqeval 1.2.2 with `mode='strict', scheme=IOB2`; a
 * fraction of nothing is 0.
 */
export function scoreStrict(pairs: Iterable<SpanPair>): StrictScores {
  const byLabel = new Map<string, Counts>();
  for (const { gold, predicted } of pairs) {
    const goldSpans = distinct(gold.spans);
    const predictedSpans = distinct(predicted.spans);
    for (const { label } of goldSpans.values()) countsOf(byLabel, label).gold++;
    for (const [key, { label }] of predictedSpans) {
      const counts = countsOf(byLabel, label);
      counts.predicted++;
      if (goldSpans.has(key)) counts.correct++;
    }
  }
  const labels = [...byLabel].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    strict: toScores(sum([...byLabel.values()])),
    labels: Object.fromEntries(labels.map(([label, counts]) => [label, toScores(counts)])),
  };
}

/** The key under which two spans are one and the same. */
export function spanKey({ start, end, label }: Span): string {
  return `${start} ${end} ${label}`;
}

function distinct(spans: readonly Span[]): Map<string, Span> {
  return new Map(spans.map((span) => [spanKey(span), span]));
}

function countsOf(byLabel: Map<string, Counts>, label: string): Counts {
  const counts = byLabel.get(label) ?? { gold: 0, predicted: 0, correct: 0 };
  byLabel.set(label, counts);
  return counts;
}

function sum(all: readonly Counts[]): Counts {
  const total = { gold: 0, predicted: 0, correct: 0 };
  for (const { gold, predicted, correct } of all) {
    total.gold += gold;
    total.predicted += predicted;
    total.correct += correct;
  }
  return total;
}

function toScores({ gold, predicted, correct }: Counts): Scores {
  const precision = fraction(correct, predicted);
  const recall = fraction(correct, gold);
  const f1 = fraction(2 * precision * recall, precision + recall);
  return { precision, recall, f1, gold, predicted, correct };
}

const fraction = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
