import { topologicalOrder } from '../../src/tensor/gradients.js';
import type { Node, Tensor } from '../../src/tensor/tensor.js';
import { type Array64, array64 } from './array64.js';
import { OPERATORS } from './reference-operators.js';

/**
 * Computes tensors in double precision, slowly and plainly: what the tests hold programs to.
 *
 * @param values Values of the inputs, by name.
 */
export function evaluate(
  tensors: readonly Tensor[],
  values: Readonly<Record<string, Array64>>,
): readonly Array64[] {
  const known = new Map<Tensor, Array64>();
  const resolve = (tensor: Tensor): Array64 => {
    const found = known.get(tensor) ?? leafValue(tensor, values);
    known.set(tensor, found);
    return found;
  };
  for (const node of topologicalOrder(tensors)) {
    const results = operatorOf(node)(node.attributes, ...node.inputs.map(resolve));
    node.outputs.forEach((output, at) => {
      known.set(output, checked(results[at] as Array64, output, node.op));
    });
  }
  return tensors.map(resolve);
}

function operatorOf({ op }: Node): (typeof OPERATORS)[string] {
  const found = OPERATORS[op];
  if (found === undefined) throw new Error(`the reference does not know ${op}`);
  return found;
}

function leafValue({ source, shape }: Tensor, values: Readonly<Record<string, Array64>>): Array64 {
  if (source.kind === 'constant') return array64(shape as readonly number[], Array.from(source.data, Number));
  const value = source.kind === 'input' ? values[source.name] : undefined;
  if (value === undefined) throw new Error('an input has no value');
  return value;
}

/** A program's own shape must be the shape of the values, where it is known beforehand. */
function checked(value: Array64, { shape }: Tensor, op: string): Array64 {
  const agrees =
    shape.length === value.shape.length &&
    shape.every((dim, axis) => typeof dim === 'string' || dim === value.shape[axis]);
  if (!agrees) throw new Error(`${op} has values of ${value.shape}, the program says ${shape}`);
  return value;
}
