import { ATTRIBUTE_TYPES, ELEMENT_TYPES } from '../onnx/schema.js';
import { floatsOf, type GraphNode, type Initializer, initializer, type Replacement } from './graph.js';
import { quantiseRows, transposed } from './quantise-rows.js';

/**
 * Weights have 7 bits. Processors without VNNI add two products of bytes in 16 bits, which overflows beyond: with 7
 * bits a model says the same on every one.
 */
export const MOST = 63;

/**
 * A product with a weight matrix (out×in, read transposed) in whole numbers:
 * x·Wᵀ ≈ (round(x / step) · numbersᵀ) · step · steps. `quantised` holds the values that have been rounded already.
 */
export function int8Product(
  { input: [x = '', swapped = ''], output, name }: GraphNode,
  weight: Initializer,
  quantised: Set<string>,
): Replacement {
  const [out = 0, inner = 0] = weight.dims;
  const { numbers, steps } = quantiseRows(floatsOf(weight), inner, MOST);
  const held = [`${swapped} int8`, `${swapped} steps`] as const;
  const rounded = [`${x} uint8`, `${x} step`, `${x} zero`] as const;
  const node = (opType: string, inputs: readonly string[], outputs: readonly string[]): GraphNode => ({
    opType,
    name: `${opType} of ${outputs[0]}`,
    input: inputs,
    output: outputs,
  });
  const [sum, single, scale] = [`${name} sum`, `${name} single`, `${name} scale`];
  const isFirst = !quantised.has(x);
  quantised.add(x);
  return {
    nodes: [
      ...(isFirst ? [node('DynamicQuantizeLinear', [x], rounded)] : []),
      node('MatMulInteger', [rounded[0], held[0], rounded[2]], [sum]),
      {
        ...node('Cast', [sum], [single]),
        attribute: [{ name: 'to', i: ELEMENT_TYPES.float32, type: ATTRIBUTE_TYPES.int }],
      },
      node('Mul', [rounded[1], held[1]], [scale]),
      node('Mul', [single, scale], output),
    ],
    initializers: [
      initializer(held[0], ELEMENT_TYPES.int8, [inner, out], transposed(numbers, inner)),
      initializer(held[1], ELEMENT_TYPES.float32, [out], steps),
    ],
  };
}
