import type { Completion, KeyedRequest, ModelRequest } from '../language-model.js';
import type { BatchLedger } from './batch-ledger.js';

/** An answered request, whole. */
export interface StoredAnswer extends KeyedRequest {
  readonly modelId: string;
  readonly completion: Completion;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A call that gave no answer. */
export interface StoredFailure {
  readonly key: string;
  readonly modelId: string;
  readonly kind: string;
  readonly status?: number | undefined;
  readonly message: string;
  /** What came back, as far as anything did. */
  readonly raw?: string | undefined;
  readonly at: number;
}

/** Every answer that was ever paid for, in one SQLite file: written before it is used, never asked for twice. */
export interface RequestStore {
  readonly path: string;
  /** The answer to a request, if there is one. */
  answerTo(modelId: string, request: ModelRequest): Completion | undefined;
  /** The answer under a key. */
  answer(key: string): Completion | undefined;
  /** The answer and what was asked, by the key or a beginning of it that no other has. */
  find(key: string): StoredAnswer | undefined;
  /** All answers, of one model where named, in the order in which they came. */
  answers(modelId?: string): Iterable<StoredAnswer>;
  /** What went wrong with a request, in order. */
  failures(key: string): StoredFailure[];
  /** Writes an answer at once, so that it survives the process; the promise resolves when it survives the power, too. */
  save(answer: StoredAnswer): Promise<void>;
  saveFailure(failure: StoredFailure): void;
  readonly batches: BatchLedger;
  /**
   * Makes this process the only one that asks for this store, until the returned function is called.
   *
   * @throws HilgenError `input` where another run is at it.
   */
  claim(): () => void;
  close(): void;
}
