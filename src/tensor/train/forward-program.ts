import { emitOnnx } from '../onnx/emit.js';
import { openSession, type Session, type SessionOptions, type Value } from '../session.js';
import type { Tensor } from '../tensor.js';
import type { Parameters } from './parameters.js';
import { TrainingScope } from './scope.js';
import { type RunOptions, StepFeeds } from './step-feeds.js';
import { StepMemory } from './step-memory.js';

const OUTPUT = 'output';

interface ForwardOptions extends SessionOptions {
  readonly parameters: Parameters;
  readonly output: (scope: TrainingScope) => Tensor;
  /** Called before rows of a table are read: the optimiser may have them pending. */
  readonly beforeRead?: ((table: string, rows: Iterable<number>) => void) | undefined;
  /** Shared with programs of other shapes. */
  readonly memory?: StepMemory;
}

/**
 * What a model computes on the weights that are being trained, under a step's dropout: a step program of the same
 * model, seed and step draws the same masks.
 */
export class ForwardProgram {
  readonly #session: Session;
  readonly #feeds: StepFeeds;

  private constructor(session: Session, feeds: StepFeeds) {
    this.#session = session;
    this.#feeds = feeds;
  }

  static async build(options: ForwardOptions): Promise<ForwardProgram> {
    const scope = new TrainingScope(options.parameters);
    const output = options.output(scope);
    const { memory = new StepMemory() } = options;
    const session = await openSession(emitOnnx({ [OUTPUT]: output }), options);
    return new ForwardProgram(session, new StepFeeds(scope, { ...options, memory }));
  }

  async run(feeds: Readonly<Record<string, Value>>, options: RunOptions): Promise<Value> {
    const results = await this.#session.run(this.#feeds.all(feeds, options));
    return results[OUTPUT] as Value;
  }

  async close(): Promise<void> {
    await this.#session.close();
  }
}
