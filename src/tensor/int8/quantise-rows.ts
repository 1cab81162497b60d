/** Whole numbers and, for each row, the step between them: a value is about number × step. */
export interface QuantisedRows {
  readonly numbers: Int8Array;
  readonly steps: Float32Array;
}

/**
 * Each row of a matrix (rows×width) as whole numbers from −`most` to `most`, symmetric about 0: off by half a step at
 * the most. A row of zeros has step 1.
 */
export function quantiseRows(values: Float32Array, width: number, most: number): QuantisedRows {
  const numbers = new Int8Array(values.length);
  const steps = new Float32Array(width === 0 ? 0 : values.length / width);
  for (let row = 0; row < steps.length; row++) {
    const own = values.subarray(row * width, (row + 1) * width);
    const largest = own.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    const step = Math.fround(largest / most) || 1;
    steps[row] = step;
    own.forEach((value, at) => {
      numbers[row * width + at] = Math.max(-most, Math.min(most, Math.round(value / step)));
    });
  }
  return { numbers, steps };
}

/** A matrix rows×columns as columns×rows. */
export function transposed(numbers: Int8Array, columns: number): Int8Array {
  const rows = columns === 0 ? 0 : numbers.length / columns;
  const result = new Int8Array(numbers.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = numbers[row * columns + column] as number;
  }
  return result;
}
