import type { Usage } from '../language-model.js';
import type { FailedRequest, RunProgress } from './types.js';

/** What a run has done so far. */
export interface Tally {
  seen: number;
  kept: number;
  asked: number;
  calls: number;
  promptTokens: number;
  completionTokens: number;
  /** Requests that failed one after another, with no answer between. */
  failedInARow: number;
  readonly failed: FailedRequest[];
}

/** Nothing done yet. */
export function emptyTally(): Tally {
  return {
    seen: 0,
    kept: 0,
    asked: 0,
    calls: 0,
    promptTokens: 0,
    completionTokens: 0,
    failedInARow: 0,
    failed: [],
  };
}

/** Adds what a call used. */
export function addUsage(tally: Tally, { promptTokens, completionTokens }: Usage): void {
  tally.promptTokens += promptTokens;
  tally.completionTokens += completionTokens;
}

/** The tally as a living line shows it. */
export function progressOf(tally: Tally, total: number | undefined, cost: number | undefined): RunProgress {
  const { kept, asked, promptTokens, completionTokens } = tally;
  const failed = tally.failed.length;
  const tokens = promptTokens + completionTokens;
  const parts = [
    ...(kept > 0 ? [`${kept.toLocaleString('en')} kept`] : []),
    ...(failed > 0 ? [`${failed.toLocaleString('en')} failed`] : []),
    `${tokens.toLocaleString('en')} tokens`,
    ...(cost === undefined || cost === 0 ? [] : [`cost ${cost.toFixed(2)}`]),
  ];
  return { done: kept + asked + failed, total, note: parts.join(', '), kept, failed, tokens, cost };
}
