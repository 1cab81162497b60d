/** A logistic model: one coefficient a feature. */
export interface LogisticModel {
  readonly coefficients: Float64Array;
}

const STEPS = 50;
const CLOSE = 1e-10;

/**
 * Fits a logistic model with a ridge penalty by Newton's method: minimises the log-loss plus `ridge`/2 times the squared
 * coefficients, but for the first, which is the intercept's. Deterministic.
 */
export function fitLogistic(
  rows: readonly Float64Array[],
  truths: readonly boolean[],
  ridge: number,
): LogisticModel {
  const size = rows[0]?.length ?? 0;
  const coefficients = new Float64Array(size);
  for (let step = 0; step < STEPS; step++) {
    const { gradient, curvature } = derivatives(rows, truths, coefficients, ridge);
    const change = solve(curvature, gradient);
    let largest = 0;
    for (let at = 0; at < size; at++) {
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

/** Gradient and Hessian of the penalised loss; a trace on the diagonal keeps the intercept's row regular. */
export function derivatives(
  rows: readonly Float64Array[],
  truths: readonly boolean[],
  coefficients: Float64Array,
  ridge: number,
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
    const penalty = at === 0 ? INTERCEPT : ridge;
    gradient[at] = (gradient[at] as number) + penalty * (coefficients[at] as number);
    const line = curvature[at] as Float64Array;
    line[at] = (line[at] as number) + penalty;
  }
  return { gradient, curvature };
}

const INTERCEPT = 1e-6;

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
