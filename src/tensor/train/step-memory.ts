import { topologicalOrder } from '../gradients.js';
import { sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import { DropoutMasks } from './dropout.js';

/** Bytes of results that programs with an arena may come to, all together. */
const ARENA_BYTES = 4e9;

/**
 * What the programs of one training share, whatever their shapes: arrays for gradients and dropout masks, and how
 * much working memory may be kept from step to step.
 */
export class StepMemory {
  readonly masks = new DropoutMasks();
  readonly #gradients: Map<string, Float32Array<ArrayBuffer>>;
  #arenaBytes = ARENA_BYTES;

  /** `gradients` has arrays that there are already, by name. */
  constructor(gradients: ReadonlyMap<string, Float32Array<ArrayBuffer>> = new Map()) {
    this.#gradients = new Map(gradients);
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

  /**
   * Whether a program with these outputs keeps its working memory between runs. Otherwise the memory goes back to the
   * system and comes anew, page by page, at every run. Lengths that come first are the common ones.
   */
  keepsArena(outputs: readonly Tensor[]): boolean {
    const bytes = computedBytes(outputs);
    if (bytes > this.#arenaBytes) return false;
    this.#arenaBytes -= bytes;
    return true;
  }
}

/** Bytes of all results that a program computes: several times what is alive at any one time. */
function computedBytes(outputs: readonly Tensor[]): number {
  const results = topologicalOrder(outputs).flatMap((node) => node.outputs);
  return results.reduce((sum, { shape }) => sum + 4 * sizeOf(shape), 0);
}
