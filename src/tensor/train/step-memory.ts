import { DropoutMasks } from './dropout.js';

/** Arrays that the programs of one training share from step to step: fresh ones would have to be collected. */
export class StepMemory {
  readonly masks = new DropoutMasks();
  readonly #scratch = new Map<string, Float32Array<ArrayBuffer>>();
  readonly #gradients: Map<string, Float32Array<ArrayBuffer>>;

  /** `gradients` has arrays that there are already, by name. */
  constructor(gradients: ReadonlyMap<string, Float32Array<ArrayBuffer>> = new Map()) {
    this.#gradients = new Map(gradients);
  }

  /** `size` numbers for what has this name, until the next call with it. */
  scratch(name: string, size: number): Float32Array<ArrayBuffer> {
    let data = this.#scratch.get(name);
    if (data === undefined || data.length < size) {
      data = new Float32Array(Math.ceil(1.5 * size));
      this.#scratch.set(name, data);
    }
    return data.subarray(0, size);
  }

  /** Where the gradient of these weights is written. */
  gradient(name: string, size: number): Float32Array<ArrayBuffer> {
    let data = this.#gradients.get(name);
    if (data === undefined) {
      data = new Float32Array(size);
      this.#gradients.set(name, data);
    }
    return data;
  }
}
