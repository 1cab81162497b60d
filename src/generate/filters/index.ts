import type { Sentence } from '../../corpus/sentence.js';
import { type AgreementSettings, keepAgreed } from './agreement.js';
import { type BalanceSettings, balanceCount } from './balance.js';
import { type ConceptSettings, dropUnknownConcepts } from './concepts.js';
import { type DiversitySettings, keepDiverse } from './diversity.js';
import { type DuplicateSettings, dropDuplicates } from './duplicates.js';
import type { Filter, Filtered, Removed } from './filter.js';
import { dropLeaks, type LeakSettings } from './leak.js';

/** Settings of the filters; one without is switched off. */
export interface FilterSettings {
  readonly duplicates?: DuplicateSettings | undefined;
  readonly leak?: LeakSettings | undefined;
  readonly concepts?: ConceptSettings | undefined;
  readonly diversity?: DiversitySettings | undefined;
  readonly agreement?: AgreementSettings | undefined;
  readonly balance?: BalanceSettings | undefined;
}

type Switched = (
  sentences: readonly Sentence[],
  settings: FilterSettings,
) => Filtered | Promise<Filtered> | undefined;

/** Every filter, in the order in which they run. A new one is a file, its settings above and a line here. */
export const FILTERS: Readonly<Record<keyof FilterSettings, Switched>> = {
  duplicates: switched(dropDuplicates, ({ duplicates }) => duplicates),
  leak: switched(dropLeaks, ({ leak }) => leak),
  concepts: switched(dropUnknownConcepts, ({ concepts }) => concepts),
  diversity: switched(keepDiverse, ({ diversity }) => diversity),
  agreement: switched(keepAgreed, ({ agreement }) => agreement),
  balance: switched(balanceCount, ({ balance }) => balance),
};

function switched<Own>(filter: Filter<Own>, ownOf: (settings: FilterSettings) => Own | undefined): Switched {
  return (sentences, settings) => {
    const own = ownOf(settings);
    return own === undefined ? undefined : filter(sentences, own);
  };
}

/** What all filters together left, and what each did. */
export interface FilterReport {
  readonly kept: readonly Sentence[];
  readonly removed: readonly (Removed & { readonly filter: string })[];
  readonly filters: readonly {
    readonly filter: string;
    readonly removed: number;
    readonly note?: string | undefined;
  }[];
}

/** Runs the filters that are switched on, one after another; sentences that pass are marked with their names. */
export async function runFilters(
  sentences: readonly Sentence[],
  settings: FilterSettings,
): Promise<FilterReport> {
  const removed: (Removed & { filter: string })[] = [];
  const filters: { filter: string; removed: number; note?: string | undefined }[] = [];
  let kept = sentences;
  for (const [filter, run] of Object.entries(FILTERS)) {
    const outcome = await run(kept, settings);
    if (outcome === undefined) continue;
    kept = outcome.kept;
    removed.push(...outcome.removed.map((one) => ({ ...one, filter })));
    filters.push({ filter, removed: outcome.removed.length, note: outcome.note });
  }
  const names = filters.map(({ filter }) => filter);
  return { kept: kept.map((sentence) => passing(sentence, names)), removed, filters };
}

function passing(sentence: Sentence, names: readonly string[]): Sentence {
  const { origin } = sentence;
  if (origin.kind !== 'generated' || names.length === 0) return sentence;
  return { ...sentence, origin: { ...origin, passed: [...origin.passed, ...names] } };
}
