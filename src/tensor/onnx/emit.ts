import { topologicalOrder } from '../gradients.js';
import type { Attribute, Data, Node, Tensor } from '../tensor.js';
import { ATTRIBUTE_TYPES, ELEMENT_TYPES, ModelProto } from './schema.js';

const OPSET = 20;
const IR_VERSION = 9;

/** A tensor program as an ONNX model: the named outputs and all they need, in order. */
export function emitOnnx(outputs: Readonly<Record<string, Tensor>>): Uint8Array {
  const wanted = Object.entries(outputs);
  const nodes = topologicalOrder(Object.values(outputs));
  const names = new Namer();
  const body = nodes.map((node, at) => nodeProto(node, at, names));
  // A result may be needed inside the graph too, or be asked for twice: an Identity gives it the name asked for.
  const results = wanted.map(([name, tensor]) => ({
    input: [names.of(tensor)],
    output: [name],
    name: `output ${name}`,
    opType: 'Identity',
  }));
  return ModelProto.encode({
    irVersion: IR_VERSION,
    producerName: 'hilgen',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name: 'hilgen',
      node: [...body, ...results],
      initializer: names.constants.map(([name, tensor, data]) => ({
        dims: tensor.shape,
        dataType: ELEMENT_TYPES[tensor.type],
        name,
        rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
      })),
      input: names.inputs.map(([name, tensor]) => valueInfo(name, tensor)),
      output: wanted.map(([name, tensor]) => valueInfo(name, tensor)),
    },
  }).finish();
}

/** Gives every tensor its name in the file and collects the leaves met on the way. */
class Namer {
  readonly inputs: [string, Tensor][] = [];
  readonly constants: [string, Tensor, Data][] = [];
  readonly #names = new Map<Tensor, string>();

  of(tensor: Tensor): string {
    let name = this.#names.get(tensor);
    if (name === undefined) {
      name = this.#introduce(tensor);
      this.#names.set(tensor, name);
    }
    return name;
  }

  #introduce(tensor: Tensor): string {
    const { source } = tensor;
    if (source.kind === 'input') {
      this.inputs.push([source.name, tensor]);
      return source.name;
    }
    if (source.kind === 'constant') {
      const name = source.name ?? `constant_${this.constants.length}`;
      this.constants.push([name, tensor, source.data]);
      return name;
    }
    return `value_${this.#names.size}`;
  }
}

function nodeProto(node: Node, at: number, names: Namer): object {
  return {
    input: node.inputs.map((tensor) => names.of(tensor)),
    output: node.outputs.map((tensor) => names.of(tensor)),
    name: `${node.op}_${at}`,
    opType: node.op,
    attribute: Object.entries(node.attributes).map(([name, value]) => attributeProto(name, value)),
  };
}

function attributeProto(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, i: value, type: ATTRIBUTE_TYPES.int };
  if (typeof value === 'string') return { name, s: Buffer.from(value), type: ATTRIBUTE_TYPES.string };
  if ('float' in value) return { name, f: value.float, type: ATTRIBUTE_TYPES.float };
  return { name, ints: value, type: ATTRIBUTE_TYPES.ints };
}

function valueInfo(name: string, tensor: Tensor): object {
  const dim = tensor.shape.map((size) =>
    typeof size === 'number' ? { dimValue: size } : { dimParam: size },
  );
  return { name, type: { tensorType: { elemType: ELEMENT_TYPES[tensor.type], shape: { dim } } } };
}
