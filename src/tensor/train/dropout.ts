import { bytesOnHeap, KernelHeap } from '../kernels/heap.js';

/** What decides a dropout mask. */
export interface MaskDraw {
  readonly size: number;
  /** Share of the values that are dropped, to 1/65536. */
  readonly rate: number;
  /** The values depend on it alone, so a resumed run draws the masks that an uninterrupted one would have drawn. */
  readonly seed: number;
}

/** Heaps for masks are at least this large, in bytes. */
const HEAP = 2 ** 28;

interface MaskHeap {
  readonly heap: KernelHeap;
  readonly bytes: number;
}

/** Dropout masks: 0 with probability `rate`, else 1/(1-rate). Two values come from each hash of a counter. */
export class DropoutMasks {
  readonly #heaps: MaskHeap[] = [];

  /** The masks, valid until the next draw. */
  draw(wanted: readonly MaskDraw[]): Float32Array<ArrayBuffer>[] {
    let number = -1;
    let room = 0;
    return wanted.map((mask) => {
      const bytes = bytesOnHeap(mask.size);
      if (bytes > room) room = this.#begin(++number, bytes);
      room -= bytes;
      return fill((this.#heaps[number] as MaskHeap).heap, mask);
    });
  }

  /** Gives the room on an emptied heap, which is made where there is none so large. */
  #begin(number: number, least: number): number {
    let found = this.#heaps[number];
    if (found === undefined || found.bytes < least) {
      const bytes = Math.max(HEAP, least);
      found = { heap: new KernelHeap(bytes), bytes };
      this.#heaps[number] = found;
    }
    found.heap.clear();
    return found.bytes;
  }
}

function fill(heap: KernelHeap, { size, rate, seed }: MaskDraw): Float32Array<ArrayBuffer> {
  const mask = heap.take(size);
  heap.kernels.mask(mask.byteOffset, 4 * size, seed, Math.round(rate * 65_536), 1 / (1 - rate));
  return mask;
}
