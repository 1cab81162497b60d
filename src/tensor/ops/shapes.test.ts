import { expect, test } from 'vitest';
import { HilgenError } from '../../base/errors.js';
import { gradients } from '../gradients.js';
import type { Shape } from '../shape.js';
import { constant, input, scalar, type Tensor } from '../tensor.js';
import { add } from './arithmetic.js';
import { gather } from './gather.js';
import { layerNorm } from './layer-norm.js';
import { concatLast, expandLike, reshape, transpose } from './layout.js';
import { gemm, linear, matmul } from './product.js';
import { reduceSum, sumAll } from './reduce.js';

let made = 0;
const of = (...shape: Shape): Tensor => input(`x${made++}`, shape);

test.each<[string, () => unknown]>([
  ['add', () => add(of(2, 3), of(2, 4))],
  ['gemm, inner sizes', () => gemm(of(2, 3), of(4, 2))],
  ['gemm, transposed', () => gemm(of(2, 3), of(2, 4), { transB: true })],
  ['gemm, rank', () => gemm(of(2, 3, 1), of(3, 2))],
  ['gemm, summand', () => gemm(of(2, 3), of(3, 4), { c: of(5) })],
  ['gemm, summand larger than the product', () => gemm(of(1, 3), of(3, 4), { c: of(2, 4) })],
  ['matmul, inner sizes', () => matmul(of(5, 2, 3), of(2, 3))],
  ['matmul, leading axes', () => matmul(of(5, 2, 3), of(4, 3, 2))],
  ['linear', () => linear(of(2, 3), of(4, 5))],
  ['layerNorm, scale', () => layerNorm(of(2, 3), of(2), of(3), 1e-5)],
  ['layerNorm, shift', () => layerNorm(of(2, 3), of(3), of(1, 3), 1e-5)],
  ['reshape', () => reshape(of(2, 3), [4, 2])],
  ['reshape with two sizes to find', () => reshape(of('a', 'b', 4), ['b', 'a', 4])],
  ['expand', () => expandLike(of(2, 3), of(2, 6))],
  ['expand to a smaller shape', () => expandLike(of(2, 3), of(1, 3))],
  ['transpose with an axis left out', () => transpose(of(2, 3), [0])],
  ['transpose with an axis twice', () => transpose(of(2, 3), [0, 0])],
  ['concatLast', () => concatLast([of(2, 3), of(3, 3)])],
  ['reduceSum', () => reduceSum(of(2, 3), [2])],
  ['gather with rows that are no whole numbers', () => gather(of(2, 3), of(4))],
  ['constant', () => constant(Float32Array.of(1, 2, 3), [2])],
  ['gradient of something that is no scalar', () => gradients(of(2), [])],
  ['gradient in something unused', () => gradients(sumAll(of(2)), [of(2)])],
  ['gradient through an operator without one', () => gradientThroughExpand()],
])('%s: operands that do not fit are refused when the program is built', (_, build) => {
  expect(build).toThrow(HilgenError);
});

function gradientThroughExpand(): Tensor[] {
  const x = of(1, 2);
  return gradients(sumAll(expandLike(x, of(3, 2))), [x]);
}

test('an unused part of the program gets no gradient, a part used twice the sum of both', () => {
  const x = of(2);
  const [gradient] = gradients(sumAll(add(x, add(x, scalar(1)))), [x]);
  expect(gradient?.shape).toEqual([2]);
});
