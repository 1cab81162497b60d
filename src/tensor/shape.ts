import { HilgenError } from '../base/errors.js';

/** A size known when the program is built, or the name of one known only when it runs. */
export type Dim = number | string;
export type Shape = readonly Dim[];
/** The sizes of a run, by name. */
export type Sizes = Readonly<Record<string, number>>;

const TIMES = '·';

/** `[16, length, 384]` as `16×length×384`, for messages. */
export function describeShape(shape: Shape): string {
  return shape.length === 0 ? 'scalar' : shape.join('×');
}

/** The number of elements of a shape without names. */
export function sizeOf(shape: Shape): number {
  return shape.reduce<number>((product, dim) => product * asNumber(dim), 1);
}

/** Whether every size is known when the program is built. */
export function isConcrete(shape: Shape): shape is readonly number[] {
  return shape.every((dim) => typeof dim === 'number');
}

/** Several sizes as one: that of their axes joined. */
export function joined(dims: Shape): Dim {
  return isConcrete(dims) ? sizeOf(dims) : dims.join(TIMES);
}

/** A shape as it is in a run. */
export function shapeIn(shape: Shape, sizes: Sizes): number[] {
  const sizeOfName = (name: string): number => sizes[name] ?? asNumber(Number(name) || name);
  return shape.map((dim) =>
    typeof dim === 'number' ? dim : dim.split(TIMES).reduce((product, name) => product * sizeOfName(name), 1),
  );
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** The shape of an element-wise result, by numpy's rules. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw shapeError('broadcast', a, b);
  });
}

/** Axes (of `from`) to sum over so that a gradient of shape `from` fits a broadcast operand of shape `to`. */
export function broadcastAxes(from: Shape, to: Shape): number[] {
  const added = from.length - to.length;
  return from.flatMap((dim, axis) => {
    const target = axis < added ? undefined : to[axis - added];
    return target === dim ? [] : [axis];
  });
}

/** The error for operands that do not fit together. */
export function shapeError(op: string, ...shapes: readonly Shape[]): HilgenError {
  return new HilgenError('internal', {
    where: `tensor program, ${op}`,
    what: `shapes do not fit: ${shapes.map(describeShape).join(', ')}`,
  });
}

function asNumber(dim: Dim): number {
  if (typeof dim === 'number') return dim;
  throw new HilgenError('internal', {
    where: 'tensor program',
    what: `size "${dim}" is known only at run time`,
  });
}
