import { HilgenError } from '../../base/errors.js';
import { gradients as gradientsOf } from '../gradients.js';
import { emitOnnx } from '../onnx/emit.js';
import { openSession, type Session, type SessionOptions, type Value } from '../session.js';
import { type Sizes, shapeIn, sizeOf } from '../shape.js';
import type { Tensor } from '../tensor.js';
import type { Gradients } from './adamw.js';
import type { Parameters } from './parameters.js';
import { type RowGradients, sumRows } from './row-gradients.js';
import { type RowLookup, TrainingScope } from './scope.js';
import { idsOf, nameOf, type RunOptions, StepFeeds } from './step-feeds.js';
import { StepMemory } from './step-memory.js';

interface ProgramOptions extends SessionOptions {
  readonly parameters: Parameters;
  /** Builds the model and its loss, a scalar. */
  readonly loss: (scope: TrainingScope) => Tensor;
  /** Names of weights that stay as they are. */
  readonly frozen?: ReadonlySet<string>;
  /** Called before rows of a table are read: the optimiser may have them pending. */
  readonly beforeRead?: ((table: string, rows: Iterable<number>) => void) | undefined;
  /** Shared with programs of other shapes. */
  readonly memory?: StepMemory;
}

/**
 * Loss and gradients of one batch shape as one onnxruntime program. Weights are fed from the
 * caller's arrays without a copy; gradients come back in arrays of the same shape. The optimiser
 * moves the weights between two runs, so no run reads a weight that is being written.
 */
export class StepProgram {
  readonly #session: Session;
  readonly #scope: TrainingScope;
  readonly #parameters: Parameters;
  readonly #memory: StepMemory;
  readonly #feeds: StepFeeds;
  readonly #trained: readonly string[];

  private constructor(
    session: Session,
    scope: TrainingScope,
    options: ProgramOptions & { readonly memory: StepMemory },
    trained: readonly string[],
  ) {
    this.#session = session;
    this.#scope = scope;
    this.#parameters = options.parameters;
    this.#memory = options.memory;
    this.#feeds = new StepFeeds(scope, options);
    this.#trained = trained;
  }

  static async build(options: ProgramOptions): Promise<StepProgram> {
    const scope = new TrainingScope(options.parameters, options.frozen);
    const loss = options.loss(scope);
    const dense = [...scope.weights].filter(([name]) => !scope.isFrozen(name));
    const lookups = scope.lookups.filter(({ table }) => !scope.isFrozen(table));
    const names = [...dense.map(([name]) => name), ...lookups.map(({ rows }) => nameOf(rows))];
    const found = gradientsOf(loss, [
      ...dense.map(([, tensor]) => tensor),
      ...lookups.map(({ rows }) => rows),
    ]);
    const outputs = Object.fromEntries(names.map((name, at) => [gradientName(name), found[at] as Tensor]));
    const { memory = new StepMemory() } = options;
    const session = await openSession(emitOnnx({ loss, ...outputs }), options);
    return new StepProgram(
      session,
      scope,
      { ...options, memory },
      dense.map(([name]) => name),
    );
  }

  /** Runs the batch: `feeds` holds the model's own inputs, among them the ids of every look-up. */
  async run(
    feeds: Readonly<Record<string, Value>>,
    options: RunOptions,
  ): Promise<{ loss: number; gradients: Gradients }> {
    const outputs = this.#gradientOutputs(options.sizes);
    const results = await this.#session.run(this.#feeds.all(feeds, options), outputs);
    return {
      loss: Number(results.loss?.data[0]),
      gradients: { dense: this.#denseGradients(), rows: this.#rowGradients(feeds, results, options.sizes) },
    };
  }

  async close(): Promise<void> {
    await this.#session.close();
  }

  #gradientOutputs(sizes: Sizes = {}): Record<string, Value> {
    const dense = this.#trained.map((name) => [gradientName(name), this.#gradient(name)] as const);
    const rows = this.#lookups().map((lookup) => {
      const name = gradientName(nameOf(lookup.rows));
      const shape = shapeIn(lookup.rows.shape, sizes);
      return [name, { data: this.#memory.scratch(name, sizeOf(shape)), shape }] as const;
    });
    return Object.fromEntries([...dense, ...rows]);
  }

  #lookups(): RowLookup[] {
    return this.#scope.lookups.filter(({ table }) => !this.#scope.isFrozen(table));
  }

  #denseGradients(): Map<string, Float32Array> {
    return new Map(this.#trained.map((name) => [name, this.#gradient(name).data]));
  }

  #gradient(name: string): { data: Float32Array; shape: readonly number[] } {
    const { shape } = this.#parameters.get(name) as Value;
    return { data: this.#memory.gradient(name, sizeOf(shape)), shape };
  }

  #rowGradients(
    feeds: Readonly<Record<string, Value>>,
    results: Readonly<Record<string, Value>>,
    sizes?: Sizes,
  ): Map<string, RowGradients> {
    const found = new Map<string, RowGradients>();
    for (const lookup of this.#lookups()) {
      if (found.has(lookup.table)) {
        throw new HilgenError('internal', {
          where: lookup.table,
          what: 'a table is looked up twice in one program',
        });
      }
      const gradient = results[gradientName(nameOf(lookup.rows))]?.data as Float32Array;
      const room = (size: number): Float32Array => this.#memory.scratch(lookup.table, size);
      found.set(lookup.table, sumRows(idsOf(feeds, lookup, sizes), gradient, lookup.tableShape[1], room));
    }
    return found;
  }
}

function gradientName(name: string): string {
  return `gradient of ${name}`;
}
