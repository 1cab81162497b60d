/** p values corrected for their number by Holm's step-down procedure (Holm 1979), in the order given. */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const corrected = new Array<number>(values.length).fill(1);
  let least = 0;
  order.forEach((at, rank) => {
    least = Math.max(least, Math.min(1, (values[at] ?? 1) * (values.length - rank)));
    corrected[at] = least;
  });
  return corrected;
}
