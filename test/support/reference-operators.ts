import type { Attribute } from '../../src/tensor/tensor.js';
import { type Array64, array64, broadcastShape, build, pick, sizeOf } from './array64.js';
import { erf, gelu } from './special-functions.js';

type Attributes = Readonly<Record<string, Attribute>>;
type Operator = (attributes: Attributes, ...inputs: Array64[]) => readonly Array64[];

/** Operators of the ONNX standard, by name. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  Add: pairwise((a, b) => a + b),
  Sub: pairwise((a, b) => a - b),
  Mul: pairwise((a, b) => a * b),
  Neg: pointwise((x) => -x),
  Exp: pointwise(Math.exp),
  Sin: pointwise(Math.sin),
  Cos: pointwise(Math.cos),
  Sigmoid: pointwise((x) => 1 / (1 + Math.exp(-x))),
  Relu: pointwise((x) => Math.max(0, x)),
  Sign: pointwise(Math.sign),
  Erf: pointwise(erf),
  Gelu: pointwise(gelu),
  Cast: pointwise((x) => x),
  Softmax: rowwise((row) => row.map((value) => Math.exp(value - logSum(row)))),
  LogSoftmax: rowwise((row) => row.map((value) => value - logSum(row))),
  LayerNormalization: layerNormalization,
  MatMul: (_, a, b) => [matmul(a, b)],
  Gemm: gemm,
  Transpose: ({ perm }, x) => [transpose(x, perm as readonly number[])],
  Reshape: (_, x, target) => [reshape(x, target)],
  Expand: (_, x, target) => [build([...target.data], (place) => pick(x, place))],
  ReduceSum: (_, x, axes) => [reduceSum(x, [...axes.data])],
  Concat: (_, ...parts) => [concatLast(parts)],
  Slice: (_, x, start, end) => [sliceLast(x, start.data[0] as number, end.data[0] as number)],
  Gather: (_, table, rows) => [gather(table, rows)],
  Shape: (_, x) => [array64([x.shape.length], x.shape)],
  Range: (_, start, end) => [range(start.data[0] as number, end.data[0] as number)],
  Unsqueeze: (_, x, axes) => [unsqueeze(x, [...axes.data])],
};

function pointwise(f: (x: number) => number): Operator {
  return (_, x) => [array64(x.shape, x.data.map(f))];
}

function pairwise(f: (a: number, b: number) => number): Operator {
  return (_, a, b) => [build(broadcastShape(a.shape, b.shape), (place) => f(pick(a, place), pick(b, place)))];
}

function rowwise(f: (row: Float64Array) => Float64Array): Operator {
  return (_, x) => [
    array64(
      x.shape,
      rowsOf(x).flatMap((row) => [...f(row)]),
    ),
  ];
}

function rowsOf({ shape, data }: Array64): Float64Array[] {
  const width = shape.at(-1) as number;
  return Array.from({ length: data.length / width }, (_, row) => data.slice(row * width, (row + 1) * width));
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function logSum(values: Float64Array): number {
  const largest = Math.max(...values);
  return largest + Math.log(total(values.map((value) => Math.exp(value - largest))));
}

function layerNormalization({ epsilon }: Attributes, x: Array64, scale: Array64, shift: Array64): Array64[] {
  const rows = rowsOf(x);
  const means = rows.map((row) => total(row) / row.length);
  const inverses = rows.map((row, at) => {
    const variance = total(row.map((value) => (value - (means[at] as number)) ** 2)) / row.length;
    return 1 / Math.sqrt(variance + (epsilon as { float: number }).float);
  });
  const normalised = rows.flatMap((row, at) =>
    Array.from(row, (value) => (value - (means[at] as number)) * (inverses[at] as number)),
  );
  const plain = array64(x.shape, normalised);
  const y = build(x.shape, (place) => pick(plain, place) * pick(scale, place) + pick(shift, place));
  const statistic = [...x.shape.slice(0, -1), 1];
  return [y, array64(statistic, means), array64(statistic, inverses)];
}

function matmul(a: Array64, b: Array64): Array64 {
  const lead = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const inner = a.shape.at(-1) as number;
  return build([...lead, a.shape.at(-2) as number, b.shape.at(-1) as number], (place) => {
    const [row, column] = place.slice(-2) as [number, number];
    const before = place.slice(0, -2);
    let sum = 0;
    for (let k = 0; k < inner; k++) sum += pick(a, [...before, row, k]) * pick(b, [...before, k, column]);
    return sum;
  });
}

function gemm({ transA, transB }: Attributes, a: Array64, b: Array64, c?: Array64): Array64[] {
  const left = transA === 1 ? transpose(a, [1, 0]) : a;
  const right = transB === 1 ? transpose(b, [1, 0]) : b;
  const product = matmul(left, right);
  return [c === undefined ? product : build(product.shape, (place) => pick(product, place) + pick(c, place))];
}

function transpose(x: Array64, order: readonly number[]): Array64 {
  const shape = order.map((axis) => x.shape[axis] as number);
  return build(shape, (place) =>
    pick(
      x,
      [...order.keys()].map((axis) => place[order.indexOf(axis)] as number),
    ),
  );
}

function reshape(x: Array64, target: Array64): Array64 {
  const kept = [...target.data].map((dim, axis) => (dim === 0 ? (x.shape[axis] as number) : dim));
  const known = sizeOf(kept.filter((dim) => dim !== -1));
  return { shape: kept.map((dim) => (dim === -1 ? x.data.length / known : dim)), data: x.data };
}

function reduceSum(x: Array64, axes: readonly number[]): Array64 {
  // The standard's default: no axes named means all of them.
  const isReduced = (axis: number): boolean => axes.length === 0 || axes.includes(axis);
  const shape = x.shape.map((dim, axis) => (isReduced(axis) ? 1 : dim));
  const inside = x.shape.map((dim, axis) => (isReduced(axis) ? dim : 1));
  return build(shape, (place) => {
    const parts = build(inside, (offset) =>
      pick(
        x,
        place.map((at, axis) => at + (offset[axis] as number)),
      ),
    );
    return total(parts.data);
  });
}

function concatLast(parts: readonly Array64[]): Array64 {
  const rows = parts.map(rowsOf);
  const joined = (rows[0] ?? []).flatMap((_, at) => rows.flatMap((part) => [...(part[at] as Float64Array)]));
  const width = parts.reduce((sum, { shape }) => sum + (shape.at(-1) as number), 0);
  return array64([...(parts[0]?.shape.slice(0, -1) ?? []), width], joined);
}

function sliceLast(x: Array64, start: number, end: number): Array64 {
  const columns = rowsOf(x).flatMap((row) => [...row.slice(start, end)]);
  return array64([...x.shape.slice(0, -1), end - start], columns);
}

function gather(table: Array64, rows: Array64): Array64 {
  const chunk = table.data.length / (table.shape[0] as number);
  const values = [...rows.data].flatMap((row) => [...table.data.slice(row * chunk, (row + 1) * chunk)]);
  return array64([...rows.shape, ...table.shape.slice(1)], values);
}

function range(start: number, end: number): Array64 {
  return array64(
    [end - start],
    Array.from({ length: end - start }, (_, at) => start + at),
  );
}

function unsqueeze(x: Array64, axes: readonly number[]): Array64 {
  const shape = [...x.shape];
  for (const axis of axes) shape.splice(axis, 0, 1);
  return { shape, data: x.data };
}
