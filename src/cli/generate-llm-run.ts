import { writeFileAtomic } from '../base/files.js';
import { type Sentence, writeCorpus } from '../corpus/index.js';
import {
  type Ask,
  askByBatch,
  askThroughStore,
  type FilterReport,
  type Generation,
  generateSentences,
  noSpending,
  type Prepared,
  runFilters,
  type Spending,
  selfBleu,
} from '../generate/index.js';
import type { StoredKnowledgeBase } from '../knowledge/index.js';
import { type LanguageModel, type RequestStore, recordAnswers } from '../llm/index.js';
import { namesByShots } from '../tagger/index.js';
import type { CliContext } from './command.js';
import { chooseFilters } from './generate-llm-filters.js';
import type { AskingOptions, LlmOptions } from './generate-llm-options.js';
import { countReasons, rejectedLines, rejectedPath } from './generate-llm-rejected.js';
import type { LlmReport } from './generate-llm-report.js';
import { marked } from './marked.js';
import { hasColours, markedInColour } from './marked-in-colour.js';

/** All that a run works with. */
export interface LlmJob {
  readonly source: string;
  readonly prepared: Prepared;
  readonly model: LanguageModel;
  readonly store: RequestStore;
  readonly kb: StoredKnowledgeBase | undefined;
  readonly options: LlmOptions;
  readonly context: CliContext;
}

/** Asks, takes in, filters and writes; a preview asks for a few and writes nothing. */
export async function runLlm(job: LlmJob): Promise<LlmReport> {
  const { kb, options } = job;
  const prepared = options.preview === undefined ? job.prepared : firstOf(job.prepared, options.preview);
  const { shots } = prepared.material;
  const filters = await chooseFilters(options, shots, kb);
  try {
    const spent = noSpending();
    const ask = asker(job, spent);
    const made = await generateSentences(prepared, ask, {
      fuzzy: options.fuzzy,
      skip: options.skip ?? [],
      unmarked: options.unmarked,
      dictionary: kb && namesByShots(kb, shots),
    });
    const filtered = await runFilters(made.sentences, filters.settings);
    await write(job, made, filtered);
    return report(job, prepared, made, filtered, spent);
  } finally {
    await filters.close();
  }
}

/** Asks within the bounds of a run, at once or by batch, and adds up what that takes. */
export function asker(
  {
    model,
    store,
    options,
    context,
  }: Pick<LlmJob, 'model' | 'store' | 'context'> & { readonly options: AskingOptions },
  spent: Spending,
): Ask {
  const asking = { model, store, limits: options, price: options.price, work: context.work('asking') };
  return (options.batch ? askByBatch : askThroughStore)(asking, spent);
}

/** What was spent, as reports say it. */
export function spendingOf({ stopped, cost, ...spent }: Spending) {
  return { ...spent, cost: cost ?? null, stopped: stopped?.text ?? null };
}

/** As many units as ask for `count` sentences. */
function firstOf(prepared: Prepared, count: number): Prepared {
  let wanted = 0;
  const units = prepared.units.filter((unit) => {
    const isAsked = wanted < count;
    wanted += unit.count;
    return isAsked;
  });
  return { ...prepared, units, requests: prepared.requests.slice(0, units.length) };
}

async function write(
  { store, model, options }: LlmJob,
  made: Generation,
  filtered: FilterReport,
): Promise<void> {
  const { out, preview, record } = options;
  if (record !== undefined) await recordAnswers(store, record, model.id);
  if (out === undefined || preview !== undefined) return;
  await writeCorpus(out, [...filtered.kept]);
  await writeFileAtomic(rejectedPath(out), rejectedLines(made, filtered));
}

function report(
  { source, model, store, options }: LlmJob,
  { material, unused }: Prepared,
  made: Generation,
  filtered: FilterReport,
  spent: Spending,
): LlmReport {
  const { preview, seed, perMention } = options;
  const { kept, filters } = filtered;
  const out = preview === undefined ? (options.out ?? null) : null;
  const { asked, answered, wanted, drafts } = made;
  const shown = (sentence: Sentence): string =>
    options.json ? marked(sentence) : markedInColour(sentence, material.labels, hasColours());
  return {
    ...{ source, out, rejectedOut: out && rejectedPath(out), store: store.path, model: model.id },
    ...{ preset: material.preset.name, seed, perMention, asked, answered, wanted, drafts },
    ...{ sentences: kept.length, reasons: countReasons(made, filtered), alignment: countStatuses(kept) },
    notes: filters.flatMap(({ filter, note }) => (note === undefined ? [] : [`${filter}: ${note}`])),
    selfBleu: { before: bleuOf(made.sentences), after: bleuOf(kept) },
    unused: unused.map(({ text }) => text),
    ...spendingOf(spent),
    samples: kept.slice(0, preview ?? 0).map(shown),
  };
}

function bleuOf(sentences: readonly Sentence[]): number | null {
  return selfBleu(sentences.map(({ text }) => text)) ?? null;
}

function countStatuses(sentences: readonly Sentence[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { origin } of sentences) {
    for (const { status } of origin.kind === 'generated' ? origin.alignment : []) {
      counts[status] = (counts[status] ?? 0) + 1;
    }
  }
  return counts;
}
