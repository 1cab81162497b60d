import { join } from 'node:path';
import { HilgenError } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import type { Layer, Sentence } from '../corpus/index.js';
import {
  askThroughStore,
  generateSentences,
  NEARLY_SAME,
  noSpending,
  prepare,
  readPreset,
  runFilters,
  type Spending,
} from '../generate/index.js';
import type { StoredKnowledgeBase } from '../knowledge/index.js';
import { type LanguageModel, type ModelOptions, openLanguageModel, requestStore } from '../llm/index.js';
import {
  conceptLabels,
  dictionaryTagger,
  type Labels,
  namesByShots,
  type TaggerModel,
} from '../tagger/index.js';
import { countBy } from './count-by.js';

/** What the language model gave for one few-shot sample. */
export interface Written {
  /** Sentences that were asked for. */
  readonly wanted: number;
  /** Those that came back. */
  readonly drafts: number;
  /** Answers without a sentence and sentences that were not let through, by the check or filter. */
  readonly rejected: Readonly<Record<string, number>>;
  /** What was asked of the model; answers kept from before cost nothing. */
  readonly spent: Pick<Spending, 'calls' | 'kept' | 'promptTokens' | 'completionTokens'>;
  /** Those that passed every check and filter. */
  readonly sentences: readonly Sentence[];
}

/** Where no mention has a neighbour in the layers chosen there is nothing to ask, and an arm learns from the few alone. */
const NOTHING: Written = {
  ...{ wanted: 0, drafts: 0, rejected: {}, sentences: [] },
  spent: { calls: 0, kept: 0, promptTokens: 0, completionTokens: 0 },
};

/** Asks the language model for sentences around these; the same arguments give the same sentences. */
export type Writer = (few: readonly Sentence[], seed: number, work: WorkOptions) => Promise<Written>;

/** What a language model is asked. */
export interface WriterSettings {
  /** As `openLanguageModel` takes it. */
  readonly source: string;
  /** The model's name at a server. */
  readonly model?: string | undefined;
  /** As `readPreset` takes it. */
  readonly preset: string;
  readonly layers: readonly Layer[];
  /** Sentences asked for, for each mention and layer. */
  readonly perMention: number;
  /** How known names that nobody marked are labelled where the shots do not tell. */
  readonly labels?: Labels | undefined;
}

/**
 * Asks a language model, which is opened when it is first needed, through a store in the results folder: arms share
 * their sentences, and no answer is paid for twice. Checks and filters are those that `hilgen generate --llm` has by
 * default.
 */
export function languageWriter(
  { source, model: name, preset, layers, perMention, labels }: WriterSettings,
  folder: string,
  kb: StoredKnowledgeBase,
  options: ModelOptions,
): { readonly write: Writer; readonly close: () => Promise<void> } {
  let opened: Promise<LanguageModel> | undefined;
  const write: Writer = async (few, seed, work) => {
    const prepared = prepare(await readPreset(preset), few, { layers, perMention, seed }, kb);
    if (prepared.units.length === 0) return NOTHING;
    opened ??= openLanguageModel({ source, name }, options);
    const model = await opened;
    const store = requestStore(join(folder, 'requests.sqlite'));
    try {
      const spent = noSpending();
      const ask = askThroughStore({ model, store, limits: {}, price: undefined, work }, spent);
      const made = await generateSentences(prepared, ask, {
        ...{ fuzzy: true, skip: [], unmarked: 'mark' },
        dictionary: namesByShots(kb, few) ?? namesByLabels(kb, labels),
      });
      if (made.answered < made.asked) throw unanswered(model, made.asked - made.answered);
      const { kept, removed } = await runFilters(made.sentences, { duplicates: { least: NEARLY_SAME } });
      const { calls, promptTokens, completionTokens } = spent;
      return {
        ...{ wanted: made.wanted, drafts: made.drafts, sentences: kept },
        rejected: countBy([
          ...made.rejected.map(({ reason }) => reason),
          ...removed.map(({ filter }) => filter),
        ]),
        spent: { calls, kept: spent.kept, promptTokens, completionTokens },
      };
    } finally {
      store.close();
    }
  };
  return { write, close: async () => (await opened?.catch(() => undefined))?.close() };
}

function namesByLabels(kb: StoredKnowledgeBase, labels: Labels | undefined): TaggerModel | undefined {
  return labels === undefined ? undefined : dictionaryTagger(kb, { labels: conceptLabels(kb, labels) });
}

/** Sentences that depend on when an arm ran would make its score depend on it too. */
export function unanswered({ id }: Pick<LanguageModel, 'id'>, count: number): HilgenError {
  return new HilgenError('input', {
    where: id,
    what: `${count} requests got no answer`,
    hint: 'The answers so far are kept: the same command asks for the rest.',
  });
}
