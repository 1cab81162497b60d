export { type FailureKind, failureOf, type ModelFailure } from './failure.js';
export type * from './language-model.js';
export { costOf, KNOWN_PRICES, knownPrice, PRICES_AS_OF, type Price } from './prices.js';
export { requestKey } from './request-key.js';
export type {
  Answer,
  FailedRequest,
  Limits,
  RunOptions,
  RunProgress,
  RunReport,
  StopReason,
} from './run-types.js';
export type { RequestStore, StoredAnswer, StoredFailure } from './store/request-store.js';
