import { HilgenError } from '../base/errors.js';
import { prepareMarking, type RawText, type Teacher, tellingTeacher } from '../distant/index.js';
import { type Mark, markSentences, noSpending, type Prepared, readPreset } from '../generate/index.js';
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
  const count = preview ?? options.llmSentences;
  const asked = await prepared(options, text, context, { count, tries: dryRun === true });
  if (dryRun) {
    const model = await openModel(options, context);
    return printPlan(asked, model, options, context).finally(() => model.close());
  }
  const { marks, report } = await ask(asked, options, context);
  const { labels } = asked.material;
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
  const asked = await prepared(options, text, context, { count: options.llmSentences, tries: true });
  const { marks, report } = await ask(asked, options, context);
  const teacher = tellingTeacher('language model');
  for (const mark of marks) {
    if ('spans' in mark) teacher.tell({ ...mark.sentence, spans: mark.spans });
  }
  return { teacher, report };
}

async function prepared(
  { preset, survey: most }: RawLlmOptions,
  text: RawText,
  context: CliContext,
  which: { readonly count: number; readonly tries: boolean },
): Promise<Prepared> {
  const own = await readPreset(preset ?? 'mark');
  return prepareMarking(own, text, { ...which, most }, context.work('choosing'));
}

async function ask(
  asked: Prepared,
  options: RawLlmOptions,
  context: CliContext,
): Promise<{ marks: readonly Mark[]; report: LanguageModelReport }> {
  const model = await openModel(options, context);
  try {
    const store = requestStore(storePath(options));
    try {
      const spent = noSpending();
      const marks = await markSentences(asked, asker({ model, store, options, context }, spent));
      if (options.record !== undefined) await recordAnswers(store, options.record, model.id);
      const answered = { model: model.id, preset: asked.material.preset.name, store: store.path };
      return { marks, report: { ...answered, ...countMarks(marks), ...spendingOf(spent) } };
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
