/** The gradient of an embedding table: only the rows that a batch looked up. */
export interface RowGradients {
  readonly rows: readonly number[];
  /** rows×width. */
  readonly data: Float32Array;
}

/**
 * Sums the gradients of looked-up rows (positions×width) into one row for each row number that occurs. `room` gives
 * the array for the sums.
 */
export function sumRows(
  ids: BigInt64Array,
  gradient: Float32Array,
  width: number,
  room: (size: number) => Float32Array = (size) => new Float32Array(size),
): RowGradients {
  const places = new Map<number, number>();
  const rows: number[] = [];
  for (const id of ids) {
    const row = Number(id);
    if (!places.has(row)) places.set(row, rows.push(row) - 1);
  }
  const data = room(rows.length * width).fill(0);
  ids.forEach((id, position) => {
    const to = (places.get(Number(id)) ?? 0) * width;
    const from = position * width;
    for (let at = 0; at < width; at++)
      data[to + at] = (data[to + at] as number) + (gradient[from + at] as number);
  });
  return { rows, data };
}
