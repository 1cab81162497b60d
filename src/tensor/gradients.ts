import { HilgenError } from '../base/errors.js';
import { add } from './ops/arithmetic.js';
import { describeShape, sameShape } from './shape.js';
import { type Node, scalar, type Tensor } from './tensor.js';

/**
 * The gradients of a scalar with respect to some tensors, as tensors of the same program
 * (reverse mode: every node is visited once, last first).
 *
 * @throws HilgenError `internal` where `of` does not depend on one of `wrt`.
 */
export function gradients(of: Tensor, wrt: readonly Tensor[]): Tensor[] {
  if (of.shape.length !== 0) {
    throw new HilgenError('internal', {
      what: `gradients are taken of a scalar, not of ${describeShape(of.shape)}`,
    });
  }
  const order = topologicalOrder([of]);
  const relevant = dependents(order, new Set(wrt));
  const upstream = new Map<Tensor, Tensor>([[of, scalar(1)]]);
  for (const node of order.toReversed()) {
    const incoming = upstream.get(node.outputs[0] as Tensor);
    if (incoming !== undefined) propagate(node, incoming, relevant, upstream);
  }
  return wrt.map((tensor) => {
    const gradient = upstream.get(tensor);
    if (gradient !== undefined) return gradient;
    throw new HilgenError('internal', {
      what: 'the loss does not depend on a tensor whose gradient is asked for',
    });
  });
}

/** The nodes that the tensors need, each after those it needs itself. */
export function topologicalOrder(tensors: readonly Tensor[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const visit = (tensor: Tensor): void => {
    const { source } = tensor;
    if (source.kind !== 'node' || seen.has(source)) return;
    seen.add(source);
    for (const needed of source.inputs) visit(needed);
    order.push(source);
  };
  for (const tensor of tensors) visit(tensor);
  return order;
}

/** The tensors through which a change of a leaf reaches the result, leaves included. Whole numbers, such as sizes, have no slope. */
function dependents(order: readonly Node[], leaves: ReadonlySet<Tensor>): Set<Tensor> {
  const found = new Set(leaves);
  for (const node of order) {
    if (!node.inputs.some((tensor) => found.has(tensor))) continue;
    for (const output of node.outputs) if (output.type === 'float32') found.add(output);
  }
  return found;
}

function propagate(
  node: Node,
  incoming: Tensor,
  relevant: ReadonlySet<Tensor>,
  upstream: Map<Tensor, Tensor>,
): void {
  node.inputs.forEach((tensor, position) => {
    if (!relevant.has(tensor)) return;
    const rule = node.gradients[position];
    if (rule === undefined)
      throw new HilgenError('internal', { what: `${node.op} has no gradient for input ${position}` });
    const gradient = rule(incoming);
    if (!sameShape(gradient.shape, tensor.shape)) {
      const shapes = `${describeShape(gradient.shape)} for ${describeShape(tensor.shape)}`;
      throw new HilgenError('internal', {
        what: `gradient of ${node.op}, input ${position}, has shape ${shapes}`,
      });
    }
    const before = upstream.get(tensor);
    upstream.set(tensor, before === undefined ? gradient : add(before, gradient));
  });
}
