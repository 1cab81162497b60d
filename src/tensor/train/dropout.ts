import { bytesOnHeap, KernelHeap } from '../kernels/heap.js';

/** What decides a dropout mask. */
export interface MaskDraw {
  readonly size: number;
  /** Share of the values that are dropped, to 1/65536. */
  readonly rate: number;
  /** The values depend on it alone, so a resumed run draws the masks that an uninterrupted one would have drawn. */
  readonly seed: number;
}

/** Dropout masks: 0 with probability `rate`, else 1/(1-rate). Two values come from each hash of a counter. */
export class DropoutMasks {
  #heap = new KernelHeap(0);
  #room = 0;

  /** The masks, valid until the next draw. */
  draw(wanted: readonly MaskDraw[]): Float32Array<ArrayBuffer>[] {
    const bytes = wanted.reduce((sum, { size }) => sum + bytesOnHeap(size), 0);
    if (bytes > this.#room) {
      this.#heap = new KernelHeap(bytes);
      this.#room = bytes;
    }
    this.#heap.clear();
    return wanted.map((mask) => this.#fill(mask));
  }

  #fill({ size, rate, seed }: MaskDraw): Float32Array<ArrayBuffer> {
    const mask = this.#heap.take(size);
    this.#heap.kernels.mask(mask.byteOffset, 4 * size, seed, Math.round(rate * 65_536), 1 / (1 - rate));
    return mask;
  }
}
