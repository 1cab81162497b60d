import { BINARY } from './binary.js';

/** Numbers in each of the four columns of the kernels' memory. */
const COLUMN = 8192;

/** Which numbers of a parameter a pass is over. */
export interface Stretch {
  /** The first weight, and the first of each moment. */
  readonly at: number;
  /** The first gradient. */
  readonly from: number;
  readonly count: number;
}

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  adamw(bytes: number, ...coefficients: number[]): void;
  mask(bytes: number, state: number, threshold: number, kept: number): number;
}

/** Node has it; the type declarations that this project uses have not. */
interface WebAssemblyHost {
  readonly WebAssembly: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: unknown };
  };
}

interface Kernels extends Omit<Exports, 'memory'> {
  readonly columns: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
}

let loaded: Kernels | undefined;

/**
 * Runs the kernel `adamw` over a stretch of four arrays, through columns that stay in the processor's cache.
 * The coefficients are those of kernels.wat, in its order.
 */
export function adamwKernel(
  weights: Float32Array,
  gradients: Float32Array,
  first: Float32Array,
  second: Float32Array,
  { at, from, count }: Stretch,
  coefficients: readonly number[],
): void {
  const { adamw, columns } = kernels();
  const [weightColumn, gradientColumn, firstColumn, secondColumn] = columns;
  for (let done = 0; done < count; done += COLUMN) {
    const size = Math.min(COLUMN, count - done);
    const start = at + done;
    const end = start + size;
    weightColumn.set(weights.subarray(start, end));
    gradientColumn.set(gradients.subarray(from + done, from + done + size));
    firstColumn.set(first.subarray(start, end));
    secondColumn.set(second.subarray(start, end));
    adamw(4 * size, ...coefficients);
    weights.set(weightColumn.subarray(0, size), start);
    first.set(firstColumn.subarray(0, size), start);
    second.set(secondColumn.subarray(0, size), start);
  }
}

/** Fills `mask` by the kernel of that name: 0 where a draw of 16 bits is below `threshold`, else `kept`. */
export function maskKernel(mask: Float32Array, threshold: number, kept: number, seed: number): void {
  const { mask: fill, columns } = kernels();
  let state = seed;
  for (let at = 0; at < mask.length; at += COLUMN) {
    const size = Math.min(COLUMN, mask.length - at);
    state = fill(4 * size, state, threshold, kept);
    mask.set(columns[0].subarray(0, size), at);
  }
}

function kernels(): Kernels {
  if (loaded === undefined) {
    const { Module, Instance } = (globalThis as unknown as WebAssemblyHost).WebAssembly;
    const module = new Module(Buffer.from(BINARY, 'base64'));
    const { memory, ...functions } = new Instance(module).exports as Exports;
    const column = (number: number): Float32Array =>
      new Float32Array(memory.buffer, 4 * number * COLUMN, COLUMN);
    loaded = { ...functions, columns: [column(0), column(1), column(2), column(3)] };
  }
  return loaded;
}
