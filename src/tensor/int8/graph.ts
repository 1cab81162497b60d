/** The parts of an ONNX graph that quantisation reads and writes, as the protobuf schema decodes them. */
export interface Graph {
  node: GraphNode[];
  initializer: Initializer[];
  readonly output: readonly { readonly name: string }[];
}

export interface GraphNode {
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly name: string;
  readonly opType: string;
  readonly attribute?: readonly object[];
}

export interface Initializer {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  readonly rawData: Uint8Array;
}

/** What takes the place of a node. */
export interface Replacement {
  readonly nodes: readonly GraphNode[];
  readonly initializers: readonly Initializer[];
}

/** The single-precision numbers of an initialiser. */
export function floatsOf({ rawData }: Initializer): Float32Array {
  return new Float32Array(new Uint8Array(rawData).buffer);
}

/** An array as an initialiser. */
export function initializer(
  name: string,
  dataType: number,
  dims: readonly number[],
  data: Int8Array | Float32Array,
): Initializer {
  return { name, dataType, dims, rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

/** Leaves out nodes and initialisers that no output needs. */
export function withoutUnused(graph: Graph): Graph {
  const wanted = new Set(graph.output.map(({ name }) => name));
  const node = graph.node.toReversed().filter(({ input, output }) => {
    if (!output.some((name) => wanted.has(name))) return false;
    for (const name of input) wanted.add(name);
    return true;
  });
  const initializers = graph.initializer.filter(({ name }) => wanted.has(name));
  return { ...graph, node: node.reverse(), initializer: initializers };
}
