/** A list of whole numbers of 32 bits that grows. */
export interface Numbers {
  push(value: number): number;
  get(at: number): number;
  set(at: number, value: number): void;
  readonly length: number;
  readonly bytes: number;
}

/** An empty list; places up to an index that is set are `empty`. */
export function makeNumbers(empty: number): Numbers {
  let values = new Int32Array(1024).fill(empty);
  let length = 0;
  const reach = (at: number): void => {
    if (at >= values.length) {
      const larger = new Int32Array(Math.max(at + 1, values.length * 2)).fill(empty);
      larger.set(values);
      values = larger;
    }
    length = Math.max(length, at + 1);
  };
  const set = (at: number, value: number): void => {
    reach(at);
    values[at] = value;
  };
  return {
    push(value) {
      set(length, value);
      return length - 1;
    },
    get: (at) => (at < length ? (values[at] as number) : empty),
    set,
    get length() {
      return length;
    },
    get bytes() {
      return values.byteLength;
    },
  };
}
