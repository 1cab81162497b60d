import type { Sentence } from '../../../corpus/sentence.js';
import type { Draft } from '../answers/draft.js';
import type { Preset } from '../preset.js';

/** What drafts are held against. */
export interface CheckContext {
  readonly preset: Preset;
  readonly shots: readonly Sentence[];
  readonly labels: readonly string[];
}

/** Prepares a check once for all drafts; a draft that fails gets a sentence on why. */
export type Check = (context: CheckContext) => (draft: Draft) => string | undefined;
