import type { Gradients } from './adamw.js';

/** The Euclidean norm of all gradients together. */
export function globalNorm({ dense, rows }: Gradients): number {
  let sum = 0;
  for (const gradient of dense.values()) sum += sumOfSquares(gradient);
  for (const { data } of rows.values()) sum += sumOfSquares(data);
  return Math.sqrt(sum);
}

/** What gradients of this norm are multiplied by so that it is at most `limit` (PyTorch's `clip_grad_norm_`). */
export function clipScale(norm: number, limit: number): number {
  return Math.min(1, limit / (norm + 1e-6));
}

/** Brings each number of the gradients between −limit and limit, in place (PyTorch's `clip_grad_value_`). */
export function clampGradients({ dense, rows }: Gradients, limit: number): void {
  const all = [...dense.values(), ...[...rows.values()].map(({ data }) => data)];
  for (const data of all) {
    for (let at = 0; at < data.length; at++) data[at] = Math.max(-limit, Math.min(limit, data[at] as number));
  }
}

function sumOfSquares(values: Float32Array): number {
  // Four running sums: the additions of one need not wait for those of another.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += (values[i] as number) ** 2;
    b += (values[i + 1] as number) ** 2;
    c += (values[i + 2] as number) ** 2;
    d += (values[i + 3] as number) ** 2;
  }
  for (let i = whole; i < values.length; i++) a += (values[i] as number) ** 2;
  return a + b + c + d;
}
