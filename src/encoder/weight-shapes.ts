import { input, type Tensor } from '../tensor/tensor.js';
import type { Ids, Scope } from '../tensor/train/scope.js';

/** The weights that a model asks for, by name, with their shapes. */
export function weightShapes(build: (scope: Scope) => Tensor): ReadonlyMap<string, readonly number[]> {
  const scope = new RecordingScope();
  build(scope);
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
