import { HilgenError } from '../base/errors.js';
import { type Shape, sizeOf } from './shape.js';

export type ElementType = 'float32' | 'int64';

/** The values of a tensor, row-major. */
export type Data = Float32Array | BigInt64Array;

export type Attribute = number | string | readonly number[] | { readonly float: number };

/** A value in a tensor program: it has a shape and says how it is computed, and holds no numbers. */
export interface Tensor {
  readonly shape: Shape;
  readonly type: ElementType;
  readonly source: Leaf | Node;
}

/** A value that comes from outside: fed at each run, or fixed in the program. */
export type Leaf =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly name: string | undefined; readonly data: Data };

/** One operator of the ONNX standard, applied. */
export interface Node {
  readonly kind: 'node';
  readonly op: string;
  readonly inputs: readonly Tensor[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly Tensor[];
  /** By input: from the gradient of the first output to that of the input; absent where there is none. */
  readonly gradients: readonly (GradientRule | undefined)[];
}

export type GradientRule = (upstream: Tensor) => Tensor;

/** A tensor that is fed at each run. */
export function input(name: string, shape: Shape, type: ElementType = 'float32'): Tensor {
  return { shape, type, source: { kind: 'input', name } };
}

/** A tensor fixed in the program; with a name it keeps that name in the ONNX file. */
export function constant(data: Data, shape: Shape, name?: string): Tensor {
  if (data.length !== sizeOf(shape)) {
    throw new HilgenError('internal', {
      where: name ?? 'constant',
      what: `${data.length} values for ${sizeOf(shape)}`,
    });
  }
  return {
    shape,
    type: data instanceof Float32Array ? 'float32' : 'int64',
    source: { kind: 'constant', name, data },
  };
}

/** A number, as a tensor that broadcasts against anything. */
export function scalar(value: number): Tensor {
  return constant(Float32Array.of(value), []);
}

/** A list of whole numbers, as operators take axes and sizes. */
export function integers(values: readonly number[]): Tensor {
  return constant(BigInt64Array.from(values, BigInt), [values.length]);
}

interface Application {
  readonly shape: Shape;
  readonly type?: ElementType;
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly gradients?: readonly (GradientRule | undefined)[];
  /** Shapes of outputs after the first. */
  readonly further?: readonly Shape[];
}

/** Applies an operator and gives all its outputs. */
export function applyAll(
  op: string,
  inputs: readonly Tensor[],
  application: Application,
): [Tensor, ...Tensor[]] {
  const { shape, type = 'float32', attributes = {}, gradients = [], further = [] } = application;
  const outputs: Tensor[] = [];
  const source: Node = { kind: 'node', op, inputs, attributes, outputs, gradients };
  const first: Tensor = { shape, type, source };
  outputs.push(first, ...further.map((other): Tensor => ({ shape: other, type, source })));
  return [first, ...outputs.slice(1)];
}

/** Applies an operator with one output. */
export function apply(op: string, inputs: readonly Tensor[], application: Application): Tensor {
  return applyAll(op, inputs, application)[0];
}
