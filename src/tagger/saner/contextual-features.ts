import { HilgenError } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import { type EncoderWithWeights, inputTensors } from '../../encoder/encoder.js';
import { saveEncoder } from '../../encoder/save-encoder.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import { add, mul } from '../../tensor/ops/arithmetic.js';
import { openSession, type Session } from '../../tensor/session.js';
import { scalar, type Tensor } from '../../tensor/tensor.js';
import { InferenceScope } from '../../tensor/train/scope.js';
import { BATCH_PIECES, rowsOfWords } from '../transformer/word-rows.js';

/** Numbers that are remembered: 64 MiB. */
const MOST_REMEMBERED = 1 << 24;

type Sentences = readonly (readonly string[])[];

/** The vectors that an encoder, which stays as it is, gives words in their sentences: those of their first pieces. */
export class ContextualFeatures {
  readonly width: number;
  readonly #loaded: EncoderWithWeights;
  readonly #states: Tensor;
  readonly #known = new Map<string, Float32Array>();
  #room = MOST_REMEMBERED;
  #session: Promise<Session> | undefined;

  /**
   * @param layers Their states are averaged, 0 being the embeddings; the last where absent.
   * @throws HilgenError `input` where the encoder has not these layers.
   */
  constructor(loaded: EncoderWithWeights, layers?: readonly number[]) {
    this.#loaded = loaded;
    this.#states = averaged(statesOf(loaded), layers);
    this.width = loaded.encoder.hidden;
  }

  /** The features of each sentence's words (words×width). What was asked for before is not computed again. */
  async of(sentences: Sentences, work: WorkOptions = {}): Promise<Float32Array[]> {
    const fresh = sentences.filter((words) => !this.#known.has(keyOf(words)));
    const found = new Map<string, Float32Array>();
    const rows = fresh.length === 0 ? [] : await this.#compute(fresh, work);
    fresh.forEach((words, at) => {
      const own = rows[at] as Float32Array;
      found.set(keyOf(words), own);
      this.#remember(words, own);
    });
    return sentences.map(
      (words) => (this.#known.get(keyOf(words)) ?? found.get(keyOf(words))) as Float32Array,
    );
  }

  /** Gives back native memory; the next words take it again. */
  async close(): Promise<void> {
    const session = await this.#session;
    this.#session = undefined;
    await session?.close();
  }

  /** Writes the encoder as a folder of its own. */
  save(folder: string): Promise<void> {
    return saveEncoder(folder, this.#loaded);
  }

  async #compute(sentences: Sentences, work: WorkOptions): Promise<Float32Array[]> {
    this.#session ??= openSession(emitOnnx({ features: this.#states }));
    const { encoder } = this.#loaded;
    const program = { session: await this.#session, encoder, output: 'features', width: this.width };
    const rows: Float32Array[] = [];
    const all = rowsOfWords({ ...program, batchPieces: BATCH_PIECES }, sentences, work);
    for await (const own of all) rows.push(own);
    return rows;
  }

  #remember(words: readonly string[], rows: Float32Array): void {
    if (rows.length > this.#room) return;
    this.#room -= rows.length;
    this.#known.set(keyOf(words), rows);
  }
}

const keyOf = (words: readonly string[]): string => words.join('\n');

function statesOf({ encoder, parameters }: EncoderWithWeights): Tensor[] {
  const inputs = inputTensors(encoder, 'batch', 'length');
  return encoder.states?.(new InferenceScope(parameters), inputs) ?? [];
}

function averaged(states: readonly Tensor[], layers: readonly number[] = [states.length - 1]): Tensor {
  const chosen = layers.map((layer) => states[layer] ?? noSuchLayer(layer, states.length - 1));
  const sum = chosen.reduce((total, state) => add(total, state));
  return chosen.length === 1 ? sum : mul(sum, scalar(1 / chosen.length));
}

function noSuchLayer(layer: number, last: number): never {
  throw new HilgenError('input', {
    where: 'feature-layers',
    what: `layer ${layer} is asked for, the encoder has layers 0 (its embeddings) to ${last}`,
  });
}
