import { ELEMENT_TYPES, ModelProto } from '../onnx/schema.js';
import { type Graph, type GraphNode, type Initializer, type Replacement, withoutUnused } from './graph.js';
import { int8Product } from './product.js';
import { int8Rows } from './rows.js';

export interface QuantiseOptions {
  /** Weights that stay as they are, by name. */
  readonly keeps?: ((name: string) => boolean) | undefined;
}

/** A program with its weights as whole numbers, and how many places that concerned. */
export interface QuantisedProgram {
  readonly bytes: Uint8Array;
  /** Matrix products. */
  readonly products: number;
  /** Look-ups in tables. */
  readonly tables: number;
}

/**
 * A program of ours with 8-bit weights: products of a value and a weight matrix become products of whole numbers
 * (dynamic quantisation, as onnxruntime's `quantize_dynamic` has it: weights by output channel, symmetric; values by
 * tensor, at run time, as unsigned bytes), and tables keep their rows as whole numbers.
 */
export function quantiseProgram(
  bytes: Uint8Array,
  { keeps = () => false }: QuantiseOptions = {},
): QuantisedProgram {
  const model = ModelProto.toObject(ModelProto.decode(bytes), { longs: Number, arrays: true }) as {
    graph: Graph;
  };
  const { graph } = model;
  const weights = new Map(graph.initializer.filter(isMatrix).map((each) => [each.name, each]));
  for (const name of [...weights.keys()].filter(keeps)) weights.delete(name);
  const swapped = new Map(graph.node.filter(isTransposed).map(({ input, output }) => [output[0], input[0]]));
  const quantised = new Set<string>();
  const counts = { products: 0, tables: 0 };
  const replace = (node: GraphNode): Replacement | undefined => {
    const [first = '', second = ''] = node.input;
    const table = node.opType === 'Gather' ? weights.get(first) : undefined;
    const weight = node.opType === 'MatMul' ? weights.get(swapped.get(second) ?? '') : undefined;
    if (table !== undefined) counts.tables++;
    if (weight !== undefined) counts.products++;
    if (table !== undefined) return int8Rows(node, table);
    return weight && int8Product(node, weight, quantised);
  };
  const parts = graph.node.map((node) => replace(node) ?? { nodes: [node], initializers: [] });
  const whole = withoutUnused({
    ...graph,
    node: parts.flatMap(({ nodes }) => nodes),
    initializer: uniqueNames([...graph.initializer, ...parts.flatMap(({ initializers }) => initializers)]),
  });
  return { bytes: ModelProto.encode(ModelProto.fromObject({ ...model, graph: whole })).finish(), ...counts };
}

/** A weight that is used twice is quantised to the same numbers twice. */
function uniqueNames(initializers: readonly Initializer[]): Initializer[] {
  return [...new Map(initializers.map((each) => [each.name, each])).values()];
}

function isMatrix({ dims, dataType }: Initializer): boolean {
  return dims.length === 2 && dataType === ELEMENT_TYPES.float32;
}

function isTransposed({ opType, attribute = [] }: GraphNode): boolean {
  const [perm] = attribute as readonly { readonly ints?: readonly number[] }[];
  return opType === 'Transpose' && perm?.ints?.join() === '1,0';
}
