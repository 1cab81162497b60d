import { HilgenError } from '../base/errors.js';
import type { Sentence } from '../corpus/index.js';
import { chooseSentences, rawSieve, type Teacher, tellingTeacher } from '../distant/index.js';
import {
  type Mark,
  markSentences,
  noSpending,
  type Prepared,
  prepareMarks,
  readPreset,
} from '../generate/index.js';
import { recordAnswers, requestStore } from '../llm/index.js';
import { type CliContext, printResult } from './command.js';
import { openModel, printPlan, storePath } from './generate-llm-open.js';
import type { AskingOptions } from './generate-llm-options.js';
import { asker, spendingOf } from './generate-llm-run.js';
import { type LanguageModelReport, type RawPreview, renderRawPreview } from './generate-raw-llm-report.js';
import type { RawCliOptions } from './generate-raw-options.js';
import { marked } from './marked.js';
import { hasColours, markedInColour } from './marked-in-colour.js';

/** Options with a language model as a teacher. */
export type RawLlmOptions = RawCliOptions & AskingOptions;

/** @throws HilgenError `usage` where a language model is to be asked without examples. */
export function asksModel(options: RawCliOptions): options is RawLlmOptions {
  if (options.llm === undefined) return false;
  if (options.few !== undefined) return true;
  throw new HilgenError('usage', {
    where: '--few',
    what: 'is missing: a language model is shown labelled sentences as examples',
    hint: 'For example --few few.jsonl; `hilgen sample` draws them.',
  });
}

/** Raw text, and the sentences that it must not have. */
export interface RawText {
  readonly blocks: () => AsyncIterable<Sentence[]>;
  readonly shots: readonly Sentence[];
  readonly heldOut: readonly Sentence[];
}

/** A language model as a teacher: it has been asked already, and repeats its answers as often as the text is read. */
export interface AskedModel {
  readonly teacher: Teacher;
  readonly report: LanguageModelReport;
}

/** Characters of an answer that a preview shows. */
const SHOWN = 100;

/** Prints what would be asked, or what a few sentences come to; no corpus is written. */
export async function lookAhead(options: RawLlmOptions, text: RawText, context: CliContext): Promise<void> {
  const { preview, dryRun } = options;
  const sentences = await chosen(options, text, context, preview ?? options.llmSentences);
  if (dryRun) {
    const prepared = await preparedFor(options, text, sentences, text.shots);
    const model = await openModel(options, context);
    return printPlan(prepared, model, options, context).finally(() => model.close());
  }
  const prepared = await preparedFor(options, text, sentences, []);
  const { marks, report } = await ask(prepared, options, context);
  const { labels } = prepared.material;
  const shown = (mark: Mark): string => {
    if ('reason' in mark)
      return `${mark.sentence.text} (${mark.reason}: ${mark.detail.trim().slice(0, SHOWN)})`;
    const sentence = { ...mark.sentence, spans: mark.spans };
    return options.json ? marked(sentence) : markedInColour(sentence, labels, hasColours());
  };
  const found: RawPreview = { preview: true, samples: marks.map(shown), languageModel: report };
  printResult(context, options, found, renderRawPreview);
}

/** Has sentences marked: those chosen from the text, then labelled ones, each by the examples of the others. */
export async function askModel(
  options: RawLlmOptions,
  text: RawText,
  context: CliContext,
): Promise<AskedModel> {
  const sentences = await chosen(options, text, context, options.llmSentences);
  const prepared = await preparedFor(options, text, sentences, text.shots);
  const { marks, report } = await ask(prepared, options, context);
  const teacher = tellingTeacher('language model');
  for (const mark of marks) {
    if ('spans' in mark) teacher.tell({ ...mark.sentence, spans: mark.spans });
  }
  return { teacher, report };
}

async function chosen(
  { survey }: RawLlmOptions,
  { blocks, shots, heldOut }: RawText,
  context: CliContext,
  count: number,
): Promise<Sentence[]> {
  const { sentences } = rawSieve(shots, heldOut)(blocks());
  return chooseSentences(sentences, { count, most: survey }, context.work('choosing'));
}

async function preparedFor(
  { preset, llmSentences }: RawLlmOptions,
  { shots }: RawText,
  sentences: readonly Sentence[],
  tried: readonly Sentence[],
): Promise<Prepared> {
  // A single shot would be asked without any example.
  const own = tried.length > 1 ? tried.slice(0, llmSentences) : [];
  return prepareMarks(await readPreset(preset ?? 'mark'), shots, [...sentences, ...own]);
}

async function ask(
  prepared: Prepared,
  options: RawLlmOptions,
  context: CliContext,
): Promise<{ marks: readonly Mark[]; report: LanguageModelReport }> {
  const model = await openModel(options, context);
  try {
    const store = requestStore(storePath(options));
    try {
      const spent = noSpending();
      const marks = await markSentences(prepared, asker({ model, store, options, context }, spent));
      if (options.record !== undefined) await recordAnswers(store, options.record, model.id);
      const asked = { model: model.id, preset: prepared.material.preset.name, store: store.path };
      return { marks, report: { ...asked, ...countMarks(marks), ...spendingOf(spent) } };
    } finally {
      store.close();
    }
  } finally {
    await model.close();
  }
}

function countMarks(marks: readonly Mark[]) {
  const reasons: Record<string, number> = {};
  for (const mark of marks) {
    if ('reason' in mark) reasons[mark.reason] = (reasons[mark.reason] ?? 0) + 1;
  }
  return { sentences: marks.length, told: marks.filter((mark) => 'spans' in mark).length, reasons };
}
