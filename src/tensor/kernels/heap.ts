import { HilgenError } from '../../base/errors.js';
import { BINARY } from './binary.js';

/** The functions of kernels.wat; places are in bytes. */
export interface Kernels {
  adamw(
    weights: number,
    gradients: number,
    firsts: number,
    seconds: number,
    bytes: number,
    ...coefficients: number[]
  ): void;
  mask(at: number, bytes: number, state: number, threshold: number, kept: number): void;
  squares(at: number, bytes: number): number;
}

/** Node has it; the type declarations that this project uses have not. */
interface WebAssemblyHost {
  readonly WebAssembly: {
    readonly Memory: new (size: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  };
}

const { WebAssembly } = globalThis as unknown as WebAssemblyHost;

const PAGE = 65_536;
/** What kernels read and write at once is at most this long, in bytes; arrays begin at multiples of it. */
const ALIGNMENT = 32;
let compiled: object | undefined;
const heaps = new WeakMap<ArrayBufferLike, KernelHeap>();

/** The sum of the squares, in double precision. */
export function sumOfSquares(values: Float32Array): number {
  const heap = heaps.get(values.buffer);
  if (heap !== undefined) return heap.kernels.squares(values.byteOffset, 4 * values.length);
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += (values[at] as number) ** 2;
  return sum;
}

/** Bytes that an array of `size` numbers takes on a heap. */
export function bytesOnHeap(size: number): number {
  return Math.ceil((4 * size) / ALIGNMENT) * ALIGNMENT;
}

/**
 * Arrays that the kernels work on where they stand, up to 4 GiB of them. Memory that is not yet written to is zero
 * and takes no room. It is given back once nothing refers to the heap or to an array of it.
 *
 * @throws HilgenError `input` where the system has not that much memory.
 */
export class KernelHeap {
  readonly kernels: Kernels;
  readonly #buffer: ArrayBuffer;
  #end = 0;

  constructor(bytes: number) {
    const pages = Math.max(1, Math.ceil(bytes / PAGE));
    const memory = newMemory(pages);
    this.#buffer = memory.buffer;
    compiled ??= new WebAssembly.Module(Buffer.from(BINARY, 'base64'));
    heaps.set(this.#buffer, this);
    this.kernels = new WebAssembly.Instance(compiled, { host: { memory } }).exports as Kernels;
  }

  /** The next `size` numbers; 0 where nothing has been written. */
  take(size: number): Float32Array<ArrayBuffer> {
    const array = new Float32Array(this.#buffer, this.#end, size);
    this.#end += bytesOnHeap(size);
    return array;
  }

  /** Begins anew: arrays taken so far will be given out again. */
  clear(): void {
    this.#end = 0;
  }
}

function newMemory(pages: number): { readonly buffer: ArrayBuffer } {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (cause) {
    throw new HilgenError('input', {
      what: `no memory for ${Math.ceil((pages * PAGE) / 1e6)} MB that training needs in one piece`,
      hint: 'Take smaller batches, freeze layers, or train a smaller encoder.',
      cause,
    });
  }
}
