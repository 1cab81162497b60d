import { input, type Tensor } from '../tensor/tensor.js';
import type { Ids, Scope } from '../tensor/train/scope.js';
import { type Encoder, inputShape } from './encoder.js';

/** The weights that an encoder asks for, by name, with their shapes. */
export function weightShapes(
  encoder: Pick<Encoder, 'inputs' | 'build'>,
): ReadonlyMap<string, readonly number[]> {
  const scope = new RecordingScope();
  const inputs = encoder.inputs.map((each) => {
    const shape = inputShape(each, 'batch', 'length');
    return [each.name, input(each.name, shape, each.type)] as const;
  });
  encoder.build(scope, Object.fromEntries(inputs));
  return scope.shapes;
}

/** Builds nothing that runs: it writes down what is asked for. */
class RecordingScope implements Scope {
  readonly shapes = new Map<string, readonly number[]>();

  weight(name: string, shape: readonly number[]): Tensor {
    this.shapes.set(name, shape);
    return input(name, shape);
  }

  embed(table: string, tableShape: readonly [number, number], ids: Ids): Tensor {
    this.shapes.set(table, tableShape);
    return input(`rows of ${table}`, [...ids.shape, tableShape[1]]);
  }

  dropout(x: Tensor): Tensor {
    return x;
  }
}
