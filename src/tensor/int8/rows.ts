import { ATTRIBUTE_TYPES, ELEMENT_TYPES } from '../onnx/schema.js';
import { floatsOf, type GraphNode, type Initializer, initializer, type Replacement } from './graph.js';
import { quantiseRows } from './quantise-rows.js';

/** Rows are only multiplied by their step, so that all 8 bits serve. */
const MOST = 127;

/** A look-up in a table (rows×width) whose rows are whole numbers, each row with its step. */
export function int8Rows(
  { input: [, ids = ''], output, name, attribute = [] }: GraphNode,
  table: Initializer,
): Replacement {
  const [rows = 0, width = 0] = table.dims;
  const { numbers, steps } = quantiseRows(floatsOf(table), width, MOST);
  const held = [`${table.name} int8`, `${table.name} steps`] as const;
  const [row, single, step] = [`${name} row`, `${name} single`, `${name} step`];
  const cast = [{ name: 'to', i: ELEMENT_TYPES.float32, type: ATTRIBUTE_TYPES.int }];
  return {
    nodes: [
      { opType: 'Gather', name: `rows for ${name}`, input: [held[0], ids], output: [row], attribute },
      { opType: 'Cast', name: `cast for ${name}`, input: [row], output: [single], attribute: cast },
      { opType: 'Gather', name: `steps for ${name}`, input: [held[1], ids], output: [step], attribute },
      { opType: 'Mul', name: `value for ${name}`, input: [single, step], output },
    ],
    initializers: [
      initializer(held[0], ELEMENT_TYPES.int8, [rows, width], numbers),
      initializer(held[1], ELEMENT_TYPES.float32, [rows, 1], steps),
    ],
  };
}
