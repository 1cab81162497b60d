import type { Span } from '../corpus/index.js';
import { align } from './align.js';
import { findOverlaps } from './overlaps.js';
import type { Pair } from './pair.js';
import { inOrder } from './spans.js';

/** How often a gold label was predicted as which; null stands for no span there. */
export interface Confusion {
  readonly gold: string | null;
  readonly predicted: string | null;
  readonly count: number;
}

/**
 * The confusion table over the one-to-one matching of overlapping spans, whatever their labels (identical ones first):
 * its cells add up to the gold and to the predicted spans. In the order of labels, no span last.
 */
export function confusionOf(pairs: Iterable<Pair>): Confusion[] {
  const cells = new Map<string, { gold: string | null; predicted: string | null; count: number }>();
  const add = (gold: string | null, predicted: string | null): void => {
    const key = JSON.stringify([gold, predicted]);
    const cell = cells.get(key) ?? { gold, predicted, count: 0 };
    cell.count++;
    cells.set(key, cell);
  };
  for (const pair of pairs) {
    const [golds, guesses] = [inOrder(pair.gold.spans), inOrder(pair.predicted.spans)];
    const matches = align(findOverlaps(golds, guesses), 'identical');
    const labelOf = (spans: readonly Span[], at: number): string | null => spans[at]?.label ?? null;
    for (const match of matches) add(labelOf(golds, match.gold), labelOf(guesses, match.predicted));
    const [found, used] = [
      new Set(matches.map((match) => match.gold)),
      new Set(matches.map((match) => match.predicted)),
    ];
    golds.forEach(({ label }, at) => {
      if (!found.has(at)) add(label, null);
    });
    guesses.forEach(({ label }, at) => {
      if (!used.has(at)) add(null, label);
    });
  }
  return [...cells.values()].sort((a, b) => compare(a.gold, b.gold) || compare(a.predicted, b.predicted));
}

function compare(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null || a < b ? -1 : 1;
}
