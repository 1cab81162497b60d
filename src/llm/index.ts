export { runBatch } from './batch/run-batch.js';
export type { BatchOptions, BatchReport, WaitingBatch } from './batch/types.js';
export { type FailureKind, failureOf, type ModelFailure, modelError } from './failure.js';
export { isLoopback, type RemoteNotice, type RemoteOptions } from './hosts.js';
export type * from './language-model.js';
export {
  identifyLanguageModel,
  type ModelOptions,
  type ModelSpec,
  openLanguageModel,
  SERVERS,
} from './open-language-model.js';
export { type RecordedAnswer, readRecording, recordAnswers } from './replay/recording.js';
export { requestKey } from './request-key.js';
export { type PlanOptions, planRequests, type RunPlan } from './run/plan.js';
export { costOf, KNOWN_PRICES, knownPrice, PRICES_AS_OF, type Price } from './run/prices.js';
export { runRequests } from './run/run-requests.js';
export { estimateTokens } from './run/tokens.js';
export type {
  Answer,
  FailedRequest,
  Limits,
  RunOptions,
  RunProgress,
  RunReport,
  StopReason,
} from './run/types.js';
export { requestStore } from './store/open-store.js';
export type { RequestStore, StoredAnswer, StoredFailure } from './store/request-store.js';
