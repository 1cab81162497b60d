import fc from 'fast-check';
import { erf, exp, gelu, logSoftmax, relu, sigmoid, softmax } from '../../src/tensor/ops/activation.js';
import { add, mul, neg, sub } from '../../src/tensor/ops/arithmetic.js';
import { layerNorm } from '../../src/tensor/ops/layer-norm.js';
import { concatLast, reshape, swapLast, transpose } from '../../src/tensor/ops/layout.js';
import { gemm, linear, matmul } from '../../src/tensor/ops/product.js';
import { reduceSum, sumAll, sumTo } from '../../src/tensor/ops/reduce.js';
import { cos, sin } from '../../src/tensor/ops/trigonometry.js';
import type { Tensor } from '../../src/tensor/tensor.js';

/** An operator applied to inputs of drawn shapes. */
export interface OperatorCase {
  readonly inputs: readonly (readonly number[])[];
  readonly build: (inputs: readonly Tensor[]) => Tensor;
  /** A value of the inputs at which it has no slope. */
  readonly kink?: number;
}

type Shape = readonly number[];
type Unary = (x: Tensor) => Tensor;
type Binary = (a: Tensor, b: Tensor) => Tensor;

const dim = fc.integer({ min: 1, max: 4 });
const shapeOfRank = (least: number, most: number): fc.Arbitrary<Shape> =>
  fc.array(dim, { minLength: least, maxLength: most });

/** A shape that broadcasts to `shape`: axes set to 1, leading ones left out. */
const broadcastable = (shape: Shape): fc.Arbitrary<Shape> =>
  fc
    .record({ keeps: fc.tuple(...shape.map(() => fc.boolean())), drop: fc.nat(shape.length) })
    .map(({ keeps, drop }) => shape.map((size, axis) => (keeps[axis] ? size : 1)).slice(drop));

const axesOf = (shape: Shape): fc.Arbitrary<number[]> =>
  fc.subarray([...shape.keys()], { minLength: 0, maxLength: shape.length });

function unary(apply: Unary, shapes = shapeOfRank(0, 3)): fc.Arbitrary<OperatorCase> {
  return shapes.map((shape) => ({ inputs: [shape], build: ([x]) => apply(x as Tensor) }));
}

function binary(apply: Binary, shapes: fc.Arbitrary<readonly [Shape, Shape]>): fc.Arbitrary<OperatorCase> {
  return shapes.map((inputs) => ({ inputs, build: ([a, b]) => apply(a as Tensor, b as Tensor) }));
}

const broadcastPair = shapeOfRank(0, 3).chain((shape) =>
  fc.tuple(broadcastable(shape), broadcastable(shape)),
);

const gemmCase = fc
  .record({
    rows: dim,
    inner: dim,
    columns: dim,
    transA: fc.boolean(),
    transB: fc.boolean(),
    adds: fc.boolean(),
  })
  .chain(({ rows, inner, columns, transA, transB, adds }) =>
    broadcastable([rows, columns]).map((c): OperatorCase => {
      const a = transA ? [inner, rows] : [rows, inner];
      const b = transB ? [columns, inner] : [inner, columns];
      return {
        inputs: adds ? [a, b, c] : [a, b],
        build: ([x, y, z]) => gemm(x as Tensor, y as Tensor, { transA, transB, c: z }),
      };
    }),
  );

const matmulShapes = fc
  .record({ lead: shapeOfRank(0, 2), rows: dim, inner: dim, columns: dim })
  .chain(({ lead, rows, inner, columns }) =>
    fc.tuple(broadcastable(lead), broadcastable(lead)).map(([left, right]): readonly [Shape, Shape] => [
      [...left, rows, inner],
      [...right, inner, columns],
    ]),
  );

const linearCase = fc
  .record({ lead: shapeOfRank(1, 2), inner: dim, out: dim, adds: fc.boolean() })
  .map(({ lead, inner, out, adds }): OperatorCase => {
    const operands = [
      [...lead, inner],
      [out, inner],
    ];
    return {
      inputs: adds ? [...operands, [out]] : operands,
      build: ([x, weight, bias]) => linear(x as Tensor, weight as Tensor, bias),
    };
  });

// A large epsilon: differences of a function that bends sharply are no measure of its slope.
const layerNormCase = fc.record({ lead: shapeOfRank(0, 2), width: fc.integer({ min: 2, max: 5 }) }).map(
  ({ lead, width }): OperatorCase => ({
    inputs: [[...lead, width], [width], [width]],
    build: ([x, scale, shift]) => layerNorm(x as Tensor, scale as Tensor, shift as Tensor, 0.0625),
  }),
);

const reshapeCase = shapeOfRank(1, 3).chain((shape) =>
  fc.shuffledSubarray([...shape], { minLength: shape.length }).map((target) => ({
    inputs: [shape],
    build: ([x]: readonly Tensor[]) => reshape(x as Tensor, [...target]),
  })),
);

const transposeCase = shapeOfRank(1, 4).chain((shape) =>
  fc
    .shuffledSubarray([...shape.keys()], { minLength: shape.length })
    .map((order) => ({ inputs: [shape], build: ([x]: readonly Tensor[]) => transpose(x as Tensor, order) })),
);

const concatCase = fc.tuple(shapeOfRank(0, 2), fc.array(dim, { minLength: 1, maxLength: 3 })).map(
  ([lead, widths]): OperatorCase => ({
    inputs: widths.map((width) => [...lead, width]),
    build: concatLast,
  }),
);

const reduceCase = shapeOfRank(1, 3).chain((shape) =>
  axesOf(shape).map((axes) => ({
    inputs: [shape],
    build: ([x]: readonly Tensor[]) => reduceSum(x as Tensor, axes),
  })),
);

const sumToCase = shapeOfRank(0, 3).chain((shape) =>
  broadcastable(shape).map((target) => ({
    inputs: [shape],
    build: ([x]: readonly Tensor[]) => sumTo(x as Tensor, target),
  })),
);

/** A way to draw cases for every operator that has a gradient, by the operator's name. */
export const OPERATOR_CASES: Readonly<Record<string, fc.Arbitrary<OperatorCase>>> = {
  add: binary(add, broadcastPair),
  sub: binary(sub, broadcastPair),
  mul: binary(mul, broadcastPair),
  neg: unary(neg),
  exp: unary(exp),
  sin: unary(sin),
  cos: unary(cos),
  sigmoid: unary(sigmoid),
  relu: unary(relu).map((one) => ({ ...one, kink: 0 })),
  erf: unary(erf),
  gelu: unary(gelu),
  softmax: unary(softmax, shapeOfRank(1, 3)),
  logSoftmax: unary(logSoftmax, shapeOfRank(1, 3)),
  gemm: gemmCase,
  matmul: binary(matmul, matmulShapes),
  linear: linearCase,
  layerNorm: layerNormCase,
  reshape: reshapeCase,
  transpose: transposeCase,
  swapLast: unary(swapLast, shapeOfRank(2, 4)),
  concatLast: concatCase,
  reduceSum: reduceCase,
  sumAll: unary(sumAll),
  sumTo: sumToCase,
};
