/** Values in double precision, row-major. */
export interface Array64 {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

type Place = readonly number[];

export function array64(shape: readonly number[], data: Iterable<number>): Array64 {
  return { shape, data: Float64Array.from(data) };
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dim) => product * dim, 1);
}

/** An array whose value at each place is computed from the place. */
export function build(shape: readonly number[], value: (place: Place) => number): Array64 {
  return array64(
    shape,
    Array.from({ length: sizeOf(shape) }, (_, at) => value(placeAt(shape, at))),
  );
}

/** The value at a place; places of higher rank are read as numpy broadcasts. */
export function pick({ shape, data }: Array64, place: Place): number {
  const own = place.slice(place.length - shape.length);
  const at = shape.reduce((sum, dim, axis) => sum * dim + (dim === 1 ? 0 : (own[axis] as number)), 0);
  return data[at] as number;
}

/** The common shape of two operands, by numpy's rules. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const padded = (shape: readonly number[]): number[] => [...Array(rank - shape.length).fill(1), ...shape];
  const other = padded(b);
  return padded(a).map((dim, axis) => (dim === 1 ? (other[axis] as number) : dim));
}

function placeAt(shape: readonly number[], at: number): number[] {
  const place: number[] = [];
  let rest = at;
  for (const dim of shape.toReversed()) {
    place.unshift(rest % dim);
    rest = Math.floor(rest / dim);
  }
  return place;
}
