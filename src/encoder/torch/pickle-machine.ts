/** A callable or class that a pickle may name: what stands for it here. */
export interface PickleGlobal {
  /** `module.name` in Python. */
  readonly name: string;
  /** What calling it gives; absent where it is only named. */
  readonly call?: (args: readonly unknown[]) => unknown;
}

/** What a pickle may reach beyond plain values. */
export interface PickleWorld {
  /** The globals that may be named; every other is refused. */
  readonly globals: ReadonlyMap<string, PickleGlobal>;
  /** What a persistent id stands for. */
  readonly persistent: (id: unknown) => unknown;
}

/** A pickle that is damaged, or asks for what is not allowed. */
export class PickleError extends Error {}

/** The state of the stack machine that a pickle is a program for: lists and tuples are arrays, dictionaries maps. */
export class PickleMachine {
  readonly stack: unknown[] = [];
  readonly marks: number[] = [];
  readonly memo = new Map<number, unknown>();
  readonly #bytes: Buffer;
  #at: number;

  constructor(
    bytes: Uint8Array,
    readonly world: PickleWorld,
    start = 0,
  ) {
    this.#at = start;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The place of the next instruction. */
  get at(): number {
    return this.#at;
  }

  /** The next `count` bytes. */
  take(count: number): Buffer {
    if (count > this.#bytes.length - this.#at) throw new PickleError('it is cut short');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** The text up to the next line end. */
  takeLine(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end === -1) throw new PickleError('it is cut short');
    return this.take(end + 1 - this.#at)
      .toString('utf8')
      .slice(0, -1);
  }

  pop(): unknown {
    if (this.stack.length <= (this.marks.at(-1) ?? 0)) throw new PickleError('it takes more than there is');
    return this.stack.pop();
  }

  top(): unknown {
    const value = this.pop();
    this.stack.push(value);
    return value;
  }

  /** Everything above the last mark. */
  popMark(): unknown[] {
    const mark = this.marks.pop();
    if (mark === undefined) throw new PickleError('it takes more than there is');
    return this.stack.splice(mark);
  }

  push(value: unknown): void {
    this.stack.push(value);
  }

  /** The allowed global of this name. */
  global(module: string, name: string): PickleGlobal {
    const found = this.world.globals.get(`${module}.${name}`);
    if (found !== undefined) return found;
    throw new PickleError(`it names ${module}.${name}, which weights have no need of`);
  }
}
