import type { Overlap } from './overlaps.js';

/**
 * The heaviest one-to-one matching of overlaps in any arrangement, with nested and crossing spans: augmenting along
 * the heaviest paths (Bellman–Ford) until none adds weight.
 */
export function heaviestOfGraph(overlaps: readonly Overlap[], weights: readonly number[]): Overlap[] {
  const matchOfGold = new Map<number, number>();
  const matchOfGuess = new Map<number, number>();
  for (;;) {
    const path = heaviestPath(overlaps, weights, matchOfGold, matchOfGuess);
    if (path.length === 0) break;
    for (const at of path) {
      const { gold, predicted } = overlaps[at] as Overlap;
      matchOfGold.set(gold, at);
      matchOfGuess.set(predicted, at);
    }
  }
  return [...matchOfGold.values()].sort((a, b) => a - b).map((at) => overlaps[at] as Overlap);
}

/** The overlaps to be taken along the best alternating path from a free gold to a free predicted span. */
function heaviestPath(
  overlaps: readonly Overlap[],
  weights: readonly number[],
  matchOfGold: ReadonlyMap<number, number>,
  matchOfGuess: ReadonlyMap<number, number>,
): number[] {
  const gain = new Map<number, number>();
  const through = new Map<number, number>();
  const gainAtGold = (gold: number): number => {
    const own = matchOfGold.get(gold);
    if (own === undefined) return 0;
    const reached = gain.get((overlaps[own] as Overlap).predicted);
    return reached === undefined ? Number.NEGATIVE_INFINITY : reached - (weights[own] ?? 0);
  };
  for (let changed = true; changed; ) {
    changed = false;
    overlaps.forEach(({ gold, predicted }, at) => {
      if (matchOfGold.get(gold) === at) return;
      const reached = gainAtGold(gold) + (weights[at] ?? 0);
      if (reached <= (gain.get(predicted) ?? Number.NEGATIVE_INFINITY)) return;
      gain.set(predicted, reached);
      through.set(predicted, at);
      changed = true;
    });
  }
  let end: number | undefined;
  for (const [predicted, reached] of gain) {
    if (matchOfGuess.has(predicted) || reached <= 0) continue;
    if (end === undefined || reached > (gain.get(end) ?? 0)) end = predicted;
  }
  return traceBack(end, overlaps, through, matchOfGold);
}

function traceBack(
  end: number | undefined,
  overlaps: readonly Overlap[],
  through: ReadonlyMap<number, number>,
  matchOfGold: ReadonlyMap<number, number>,
): number[] {
  const path: number[] = [];
  for (let predicted = end; predicted !== undefined; ) {
    const at = through.get(predicted) ?? 0;
    path.push(at);
    const own = matchOfGold.get((overlaps[at] as Overlap).gold);
    predicted = own === undefined ? undefined : overlaps[own]?.predicted;
  }
  return path.reverse();
}
