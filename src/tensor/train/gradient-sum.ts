import type { Gradients } from './adamw.js';
import type { RowGradients } from './row-gradients.js';

interface GrowingRows {
  readonly rows: number[];
  readonly places: Map<number, number>;
  data: Float32Array;
}

/**
 * The sum of the gradients of several batches, in arrays of its own: a large batch in small pieces.
 * The arrays are kept from one sum to the next.
 */
export class GradientSum {
  readonly #dense = new Map<string, Float32Array>();
  readonly #rows = new Map<string, GrowingRows>();
  #isEmpty = true;

  add({ dense, rows }: Gradients): void {
    for (const [name, gradient] of dense) {
      const sum = this.#dense.get(name);
      if (sum === undefined) this.#dense.set(name, gradient.slice());
      else if (this.#isEmpty) sum.set(gradient);
      else addTo(sum, 0, gradient);
    }
    if (this.#isEmpty) this.#rows.clear();
    for (const [name, gradient] of rows) this.#addRows(name, gradient);
    this.#isEmpty = false;
  }

  /** The sum so far; the next `add` begins another. */
  take(): Gradients {
    this.#isEmpty = true;
    const rows = [...this.#rows].map(([name, { rows, data }]) => [name, { rows, data }] as const);
    return { dense: this.#dense, rows: new Map(rows) };
  }

  #addRows(name: string, { rows, data }: RowGradients): void {
    if (rows.length === 0) return;
    const sum: GrowingRows = this.#rows.get(name) ?? {
      rows: [],
      places: new Map(),
      data: new Float32Array(0),
    };
    this.#rows.set(name, sum);
    const width = data.length / rows.length;
    const fresh = rows.filter((row) => !sum.places.has(row));
    for (const row of fresh) sum.places.set(row, sum.rows.push(row) - 1);
    const grown = new Float32Array(sum.rows.length * width);
    grown.set(sum.data);
    sum.data = grown;
    rows.forEach((row, at) => {
      addTo(grown, (sum.places.get(row) ?? 0) * width, data.subarray(at * width, (at + 1) * width));
    });
  }
}

function addTo(sum: Float32Array, from: number, values: Float32Array): void {
  for (let at = 0; at < values.length; at++) {
    sum[from + at] = (sum[from + at] as number) + (values[at] as number);
  }
}
