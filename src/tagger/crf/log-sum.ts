/** log Σ exp over values that may be −∞; −∞ for none. */
export function logSumExp(values: Iterable<number>): number {
  let top = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const value of values) {
    if (value === Number.NEGATIVE_INFINITY) continue;
    if (value <= top) {
      sum += Math.exp(value - top);
    } else {
      sum = sum * Math.exp(top - value) + 1;
      top = value;
    }
  }
  return top + Math.log(sum);
}
