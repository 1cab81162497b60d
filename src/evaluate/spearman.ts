/**
 * Spearman's rank correlation of pairs, -1 to 1: Pearson's of their ranks, where values that are alike share the mean
 * of theirs. Undefined where all values of a side are alike.
 */
export function spearman(pairs: readonly (readonly [number, number])[]): number | undefined {
  const [one, other] = [ranksOf(pairs.map(([x]) => x)), ranksOf(pairs.map(([, y]) => y))];
  const product = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, rank, at) => sum + rank * (b[at] ?? 0), 0);
  const scale = Math.sqrt(product(one, one) * product(other, other));
  return scale === 0 ? undefined : product(one, other) / scale;
}

/** Ranks less their mean. */
function ranksOf(values: readonly number[]): number[] {
  const count = (holds: (other: number) => boolean): number => values.filter(holds).length;
  return values.map((value) => (count((other) => other < value) - count((other) => other > value)) / 2);
}
