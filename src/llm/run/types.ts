import type { Progress, WorkOptions } from '../../base/progress.js';
import type { Completion, LanguageModel, ModelRequest } from '../language-model.js';
import type { RequestStore } from '../store/request-store.js';
import type { Clock } from './clock.js';
import type { Price } from './prices.js';

/** Bounds of a run; what is absent is unbounded. */
export interface Limits {
  /** Calls in flight at most (16). It falls when the server says 429 and rises again. */
  readonly concurrency?: number | undefined;
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
  /** In the price's currency, for this run: no call is made that could go over it. */
  readonly maxCost?: number | undefined;
  /** Calls of this run, repeats after failures among them. */
  readonly maxRequests?: number | undefined;
  readonly maxMinutes?: number | undefined;
  /** Tries a request gets when the server errs (6); waiting out a 429 is not a try. */
  readonly attempts?: number | undefined;
}

/** Where a run stands, for a living line. */
export interface RunProgress extends Progress {
  /** Answered by the store, without a call. */
  readonly kept: number;
  readonly failed: number;
  readonly tokens: number;
  /** Absent without a price. */
  readonly cost?: number | undefined;
}

/** An answer, after it has been committed. */
export interface Answer {
  readonly key: string;
  readonly request: ModelRequest;
  readonly completion: Completion;
  readonly source: 'store' | 'call';
}

/** What a run needs and to whom it reports. */
export interface RunOptions extends Omit<WorkOptions, 'onProgress'> {
  readonly model: LanguageModel;
  readonly store: RequestStore;
  readonly limits?: Limits | undefined;
  /** The known price of `model.name` where absent. */
  readonly price?: Price | undefined;
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  /** Every answer once, in the order of arrival. For the order of asking, read the store afterwards. */
  readonly onAnswer?: ((answer: Answer) => void) | undefined;
  /** Time itself; tests bring their own. */
  readonly clock?: Clock | undefined;
}

/** Why a run ended before its requests did. */
export interface StopReason {
  readonly kind:
    | 'max-cost'
    | 'max-requests'
    | 'max-minutes'
    | 'interrupted'
    | 'denied'
    | 'unreachable'
    | 'refused'
    | 'unrecorded';
  /** A sentence for the user. */
  readonly text: string;
}

/** A request that stays without an answer; the store keeps what came back. */
export interface FailedRequest {
  readonly key: string;
  readonly request: ModelRequest;
  readonly reason: string;
}

/** What a run did. */
export interface RunReport {
  readonly total: number;
  /** Answered without a call: by the store. */
  readonly kept: number;
  /** Answered by a call of this run. */
  readonly asked: number;
  readonly failed: readonly FailedRequest[];
  /** Neither answered nor failed: what the same call will ask next time. */
  readonly left: number;
  /** Calls made, repeats among them. */
  readonly calls: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Of this run; calls that broke off count as if answered at full length. Absent without a price. */
  readonly cost?: number | undefined;
  readonly seconds: number;
  /** Absent where every request has been answered or has failed. */
  readonly stopped?: StopReason | undefined;
}
