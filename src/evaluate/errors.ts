import type { Sentence, Span } from '../corpus/sentence.js';
import type { Pair } from './pair.js';
import { spanKey } from './spans.js';

/** A way in which a prediction and the gold labels differ; every span stands in one error at most. */
export type PredictionError = { readonly sentence: Sentence } & (
  | {
      /** The same label over other, overlapping boundaries. */
      readonly kind: 'boundary';
      readonly gold: Span;
      readonly predicted: Span;
    }
  | {
      /** The same boundaries under another label. */
      readonly kind: 'type';
      readonly gold: Span;
      readonly predicted: Span;
    }
  | { readonly kind: 'missed'; readonly gold: Span }
  | { readonly kind: 'spurious'; readonly predicted: Span }
);

/** The kinds of error, from the nearest miss on. */
export const ERROR_KINDS = [
  'boundary',
  'type',
  'missed',
  'spurious',
] as const satisfies readonly PredictionError['kind'][];

/**
 * Every error of a prediction, sentence by sentence and in order of place. Correct spans are set aside first;
 * the rest are matched one to one, the longest overlap first and, at equal overlap, the same boundaries first.
 */
export function listErrors(pairs: Iterable<Pair>): PredictionError[] {
  return Array.from(pairs).flatMap(errorsOf);
}

function errorsOf({ gold, predicted }: Pair): PredictionError[] {
  const golds = without(gold.spans, predicted.spans);
  const guesses = without(predicted.spans, gold.spans);
  const matches = candidates(golds, guesses).sort(compareMatches);
  const taken = new Set<Span>();
  const errors: PredictionError[] = [];
  for (const { kind, gold: right, predicted: wrong } of matches) {
    if (taken.has(right) || taken.has(wrong)) continue;
    taken.add(right).add(wrong);
    errors.push({ sentence: gold, kind, gold: right, predicted: wrong });
  }
  const missed = golds.filter((span) => !taken.has(span));
  const spurious = guesses.filter((span) => !taken.has(span));
  errors.push(...missed.map((span) => ({ sentence: gold, kind: 'missed', gold: span }) as const));
  errors.push(...spurious.map((span) => ({ sentence: gold, kind: 'spurious', predicted: span }) as const));
  return errors.sort((a, b) => compareSpans(placeOf(a), placeOf(b)));
}

/** The distinct spans of `spans` that are not among `others`. */
function without(spans: readonly Span[], others: readonly Span[]): Span[] {
  const known = new Set(others.map(spanKey));
  return spans.filter((span) => {
    const key = spanKey(span);
    const isNew = !known.has(key);
    known.add(key);
    return isNew;
  });
}

interface Match {
  readonly kind: 'boundary' | 'type';
  readonly gold: Span;
  readonly predicted: Span;
  /** UTF-16 units that both cover. */
  readonly overlap: number;
}

function candidates(golds: readonly Span[], guesses: readonly Span[]): Match[] {
  return golds.flatMap((gold) =>
    guesses.flatMap((predicted): Match[] => {
      const overlap = Math.min(gold.end, predicted.end) - Math.max(gold.start, predicted.start);
      const sameBounds = gold.start === predicted.start && gold.end === predicted.end;
      if (sameBounds) return [{ kind: 'type', gold, predicted, overlap }];
      if (overlap > 0 && gold.label === predicted.label)
        return [{ kind: 'boundary', gold, predicted, overlap }];
      return [];
    }),
  );
}

function compareMatches(a: Match, b: Match): number {
  return (
    b.overlap - a.overlap ||
    Number(a.kind === 'boundary') - Number(b.kind === 'boundary') ||
    compareSpans(a.gold, b.gold) ||
    compareSpans(a.predicted, b.predicted)
  );
}

function compareSpans(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end || Number(a.label > b.label) - Number(a.label < b.label);
}

function placeOf(error: PredictionError): Span {
  return error.kind === 'spurious' ? error.predicted : error.gold;
}
