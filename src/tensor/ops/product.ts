import { broadcast, type Dim, isConcrete, joined, sameShape, shapeError } from '../shape.js';
import { apply, type Tensor } from '../tensor.js';
import { add } from './arithmetic.js';
import { reshape, swapLast, transpose } from './layout.js';
import { sumTo } from './reduce.js';

interface GemmOptions {
  readonly transA?: boolean;
  readonly transB?: boolean;
  /** Added to the product, broadcasting. */
  readonly c?: Tensor | undefined;
}

/** A·B + c of two matrices, either read transposed. */
export function gemm(a: Tensor, b: Tensor, { transA = false, transB = false, c }: GemmOptions = {}): Tensor {
  const [rows, innerA] = oriented(a, transA);
  const [innerB, columns] = oriented(b, transB);
  if (innerA !== innerB) throw shapeError('gemm', a.shape, b.shape);
  if (c !== undefined && !sameShape(broadcast(c.shape, [rows, columns]), [rows, columns]))
    throw shapeError('gemm', [rows, columns], c.shape);
  return apply('Gemm', c === undefined ? [a, b] : [a, b, c], {
    shape: [rows, columns],
    attributes: { transA: Number(transA), transB: Number(transB) },
    gradients: [
      (dy) => (transA ? gemm(b, dy, { transA: transB, transB: true }) : gemm(dy, b, { transB: !transB })),
      (dy) => (transB ? gemm(dy, a, { transA: true, transB: transA }) : gemm(a, dy, { transA: !transA })),
      (dy) => sumTo(dy, c?.shape ?? []),
    ],
  });
}

/** Matrix products over the last two axes, the axes before broadcasting. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [rows, innerA] = a.shape.slice(-2) as [Dim, Dim];
  const [innerB, columns] = b.shape.slice(-2) as [Dim, Dim];
  if (innerA !== innerB) throw shapeError('matmul', a.shape, b.shape);
  const lead = broadcast(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return apply('MatMul', [a, b], {
    shape: [...lead, rows, columns],
    gradients: [
      (dy) => sumTo(matmul(dy, swapLast(b)), a.shape),
      (dy) => sumTo(matmul(swapLast(a), dy), b.shape),
    ],
  });
}

/**
 * x·Wᵀ + bias over the last axis: x is …×in, the weight out×in as PyTorch keeps it, the result …×out.
 */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor): Tensor {
  const [out, inner] = weight.shape as [Dim, Dim];
  const lead = x.shape.slice(0, -1);
  if (!isConcrete(lead) && weight.source.kind === 'constant') {
    // Weights that stay as they are: onnxruntime turns and packs them once.
    const product = matmul(x, transpose(weight, [1, 0]));
    return bias === undefined ? product : add(product, bias);
  }
  const flat = reshape(x, [joined(lead), inner]);
  return reshape(gemm(flat, weight, { transB: true, c: bias }), [...lead, out], x);
}

function oriented(matrix: Tensor, transposed: boolean): [Dim, Dim] {
  const [rows, columns] = matrix.shape;
  if (matrix.shape.length !== 2 || rows === undefined || columns === undefined)
    throw shapeError('gemm', matrix.shape);
  return transposed ? [columns, rows] : [rows, columns];
}
