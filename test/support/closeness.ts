/** The largest difference of two lists of numbers, each against the larger of 1 and the expected number. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let at = 0; at < expected.length; at++) {
    const wanted = expected[at] as number;
    const error = Math.abs((actual[at] as number) - wanted) / Math.max(1, Math.abs(wanted));
    if (!(error <= largest)) largest = error;
  }
  return largest;
}
