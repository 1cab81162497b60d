import { resolve } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import { formatForWriting, readCorpora, readCorpus, writeDocuments } from '../corpus/index.js';
import { labelRaw, proposalsTable, type RawText, rawBlocks, UNKNOWN_RULE_NAMES } from '../distant/index.js';
import { type CliContext, printResult } from './command.js';
import { askModel, asksModel, lookAhead } from './generate-raw-llm.js';
import type { RawCliOptions } from './generate-raw-options.js';
import { rawReport, renderRaw } from './generate-raw-report.js';
import { openTeachers } from './generate-raw-teachers.js';

/** `hilgen generate --raw`: raw text as labelled sentences, by teachers. */
export async function generateRaw(options: RawCliOptions, context: CliContext): Promise<void> {
  check(options);
  if (asksModel(options) && (options.dryRun || options.preview !== undefined)) {
    return lookAhead(options, await textOf(options), context);
  }
  if (options.out === undefined) throw missing('--out', 'the file to write');
  return label(options, options.out, context);
}

async function textOf(options: RawCliOptions): Promise<RawText> {
  return {
    blocks: () => rawBlocks(options.raw, { lines: options.rawLines, read: options }),
    shots: options.few === undefined ? [] : await readCorpus(options.few, options),
    heldOut: await readCorpora(options.not ?? [], options),
  };
}

async function label(options: RawCliOptions, out: string, context: CliContext): Promise<void> {
  const { upper, lower, survey, empty, unknown, proposals } = options;
  const text = await textOf(options);
  const opened = await openTeachers(options, text.shots, context.work('names'));
  try {
    const asked = asksModel(options) ? await askModel(options, text, context) : undefined;
    const labels = await labelRaw({
      ...{ ...text, survey, empty, thresholds: { upper, lower } },
      teachers: asked === undefined ? opened : [...opened, asked.teacher],
      rules: UNKNOWN_RULE_NAMES.filter((rule) => unknown.includes(rule)),
      work: context.work,
    });
    await writeDocuments(out, labels.documents, { format: formatForWriting(out) });
    if (proposals !== undefined) await writeFileAtomic(proposals, proposalsTable(labels.proposals()));
    const made = { options, out, labels, languageModel: asked?.report };
    printResult(context, options, rawReport(made), renderRaw);
  } finally {
    for (const teacher of opened) await teacher.close();
  }
}

function check({ out, raw, teacher, llm, few, proposals, upper, lower }: RawCliOptions): void {
  if (teacher === undefined && llm === undefined)
    throw missing('--teacher', 'who labels the text?', 'For example --teacher do.kb');
  if (out !== undefined && !formatForWriting(out).holds.unknown) {
    throw new HilgenError('usage', {
      where: out,
      what: 'this format has no room for what is unknown',
      hint: 'Write JSON Lines: --out distant.jsonl',
    });
  }
  const read = [...raw, ...(teacher ?? []), ...(few === undefined ? [] : [few])].map((path) => resolve(path));
  for (const path of [out, proposals].filter((one) => one !== undefined)) {
    if (read.includes(resolve(path)))
      throw new HilgenError('usage', { where: path, what: 'would overwrite what it is made from' });
  }
  if (lower >= upper) throw new HilgenError('usage', { where: '--lower', what: 'must be below --upper' });
}

function missing(where: string, what: string, hint?: string): HilgenError {
  return new HilgenError('usage', { where, what: `is missing: ${what}`, hint });
}
