/** A logistic model: one coefficient a feature. */
export interface LogisticModel {
  readonly coefficients: Float64Array;
}

const STEPS = 50;
const CLOSE = 1e-10;

/** What is believed of the coefficients beforehand: normal about `expected` with variance 1/`ridge`. */
export interface Prior {
  readonly expected: Float64Array;
  readonly ridge: number;
}

/**
 * Fits a logistic model by Newton's method: minimises the log-loss plus `ridge`/2 times the squared distance of the coefficients from
 * the expected ones. Deterministic.
 */
export function fitLogistic(
  rows: readonly Float64Array[],
  truths: readonly boolean[],
  prior: Prior,
): LogisticModel {
  const coefficients = prior.expected.slice();
  for (let step = 0; step < STEPS; step++) {
    const { gradient, curvature } = derivatives(rows, truths, coefficients, prior);
    const change = solve(curvature, gradient);
    let largest = 0;
    for (let at = 0; at < coefficients.length; at++) {
      coefficients[at] = (coefficients[at] as number) - (change[at] as number);
      largest = Math.max(largest, Math.abs(change[at] as number));
    }
    if (largest < CLOSE) break;
  }
  return { coefficients };
}

/** The probability that a row is true. */
export function probability({ coefficients }: LogisticModel, row: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < row.length; at++) sum += (coefficients[at] as number) * (row[at] as number);
  return 1 / (1 + Math.exp(-sum));
}

/** Gradient and Hessian of the penalised loss. */
export function derivatives(
  rows: readonly Float64Array[],
  truths: readonly boolean[],
  coefficients: Float64Array,
  { expected, ridge }: Prior,
) {
  const size = coefficients.length;
  const gradient = new Float64Array(size);
  const curvature = Array.from({ length: size }, () => new Float64Array(size));
  for (const [number, row] of rows.entries()) {
    const guess = probability({ coefficients }, row);
    const slope = guess - Number(truths[number]);
    const bend = guess * (1 - guess);
    for (let at = 0; at < size; at++) {
      const value = row[at] as number;
      if (value === 0) continue;
      gradient[at] = (gradient[at] as number) + slope * value;
      const line = curvature[at] as Float64Array;
      for (let other = 0; other < size; other++) {
        line[other] = (line[other] as number) + bend * value * (row[other] as number);
      }
    }
  }
  for (let at = 0; at < size; at++) {
    const distance = (coefficients[at] as number) - (expected[at] as number);
    gradient[at] = (gradient[at] as number) + ridge * distance;
    const line = curvature[at] as Float64Array;
    line[at] = (line[at] as number) + ridge;
  }
  return { gradient, curvature };
}

/** Solves a symmetric, positive definite system by Cholesky's method. */
function solve(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  const size = vector.length;
  const lower = Array.from({ length: size }, () => new Float64Array(size));
  const at = (line: number, column: number): number => lower[line]?.[column] ?? 0;
  for (let line = 0; line < size; line++) {
    for (let column = 0; column <= line; column++) {
      let sum = matrix[line]?.[column] ?? 0;
      for (let k = 0; k < column; k++) sum -= at(line, k) * at(column, k);
      const own = lower[line] as Float64Array;
      own[column] = line === column ? Math.sqrt(sum) : sum / at(column, column);
    }
  }
  const half = new Float64Array(size);
  for (let line = 0; line < size; line++) {
    let sum = vector[line] as number;
    for (let k = 0; k < line; k++) sum -= at(line, k) * (half[k] as number);
    half[line] = sum / at(line, line);
  }
  const out = new Float64Array(size);
  for (let line = size - 1; line >= 0; line--) {
    let sum = half[line] as number;
    for (let k = line + 1; k < size; k++) sum -= at(k, line) * (out[k] as number);
    out[line] = sum / at(line, line);
  }
  return out;
}
