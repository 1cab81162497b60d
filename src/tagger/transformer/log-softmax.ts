/** Turns each row of `width` scores into log-probabilities, in place. */
export function logSoftmaxRows(scores: Float32Array, width: number): Float32Array {
  for (let from = 0; from < scores.length; from += width) {
    const row = scores.subarray(from, from + width);
    const top = Math.max(...row);
    const logSum = top + Math.log(row.reduce((sum, value) => sum + Math.exp(value - top), 0));
    for (let at = 0; at < width; at++) row[at] = (row[at] as number) - logSum;
  }
  return scores;
}
