import type { WorkOptions } from '../../base/progress.js';
import type { LanguageModel } from '../language-model.js';
import type { Clock } from '../run/clock.js';
import type { Price } from '../run/prices.js';
import type { Answer, FailedRequest } from '../run/types.js';
import type { RequestStore } from '../store/request-store.js';

/** What a batch needs and to whom it reports. */
export interface BatchOptions extends WorkOptions {
  readonly model: LanguageModel;
  readonly store: RequestStore;
  /** The known price of `model.name` where absent; a batch costs half of it. */
  readonly price?: Price | undefined;
  /** At most for what this call hands over, at its longest; what does not fit is left. */
  readonly maxCost?: number | undefined;
  /** At most this many are handed over. */
  readonly maxRequests?: number | undefined;
  readonly onAnswer?: ((answer: Answer) => void) | undefined;
  /** Time itself; tests bring their own. */
  readonly clock?: Clock | undefined;
}

/** A batch that the server is still at. */
export interface WaitingBatch {
  readonly id: string;
  /** When it was handed over, in milliseconds since 1970. */
  readonly at: number;
  readonly done: number;
  readonly total: number;
}

/** How far the requests have come. */
export interface BatchReport {
  readonly total: number;
  /** Answered before this call. */
  readonly kept: number;
  /** Answers that this call fetched. */
  readonly collected: number;
  /** Requests that this call handed over. */
  readonly submitted: number;
  /** Under way, those just handed over among them. */
  readonly waiting: number;
  /** Failed at the server; the next call hands them over again. */
  readonly failed: readonly FailedRequest[];
  /** Not handed over because of a limit. */
  readonly left: number;
  readonly batches: readonly WaitingBatch[];
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of the answers collected. Absent without a price. */
  readonly cost?: number | undefined;
}
