import { HilgenError } from '../../base/errors.js';
import { describeShape, sameShape, sizeOf } from '../shape.js';

/** A named array of weights, row-major. */
export interface Parameter {
  readonly shape: readonly number[];
  /** An optimiser puts other arrays in its place, with the same values. */
  data: Float32Array<ArrayBuffer>;
}

/** All weights of a model, by the names that its file gives them. */
export type Parameters = Map<string, Parameter>;

/** The weights under `name`, checked against the shape that the model expects. */
export function parameterOf(parameters: Parameters, name: string, shape: readonly number[]): Parameter {
  const found = parameters.get(name);
  if (found === undefined) {
    throw new HilgenError('input', { where: name, what: 'the model file lacks these weights' });
  }
  if (!sameShape(found.shape, shape)) {
    const shapes = `${describeShape(found.shape)}, the configuration says ${describeShape(shape)}`;
    throw new HilgenError('input', { where: name, what: `the weights' shape is ${shapes}` });
  }
  return found;
}

/** Zeros, for weights and for optimiser state. */
export function zeros(shape: readonly number[]): Parameter {
  return { shape, data: new Float32Array(sizeOf(shape)) };
}
