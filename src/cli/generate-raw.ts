import { resolve } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import { formatForWriting, readCorpora, readCorpus, writeDocuments } from '../corpus/index.js';
import { labelRaw, proposalsTable, rawBlocks, UNKNOWN_RULE_NAMES } from '../distant/index.js';
import { type CliContext, printResult } from './command.js';
import type { RawCliOptions } from './generate-raw-options.js';
import { rawReport, renderRaw } from './generate-raw-report.js';
import { openTeachers } from './generate-raw-teachers.js';

/** `hilgen generate --raw`: raw text as labelled sentences, by teachers. */
export async function generateRaw(options: RawCliOptions, context: CliContext): Promise<void> {
  const { out, thresholds } = checked(options);
  const shots = options.few === undefined ? [] : await readCorpus(options.few, options);
  const heldOut = await readCorpora(options.not ?? [], options);
  const teachers = await openTeachers(options, shots, context.work('names'));
  try {
    const labels = await labelRaw({
      ...{ teachers, shots, heldOut, thresholds, survey: options.survey, empty: options.empty },
      blocks: () => rawBlocks(options.raw, { lines: options.rawLines, read: options }),
      rules: UNKNOWN_RULE_NAMES.filter((rule) => options.unknown.includes(rule)),
      work: context.work,
    });
    await writeDocuments(out, labels.documents, { format: formatForWriting(out) });
    if (options.proposals !== undefined)
      await writeFileAtomic(options.proposals, proposalsTable(labels.proposals()));
    printResult(context, options, rawReport({ options, out, labels }), renderRaw);
  } finally {
    for (const teacher of teachers) await teacher.close();
  }
}

function checked({ out, raw, teacher, few, proposals, upper, lower }: RawCliOptions) {
  const missing = (where: string, what: string, hint?: string): HilgenError =>
    new HilgenError('usage', { where, what: `is missing: ${what}`, hint });
  if (teacher === undefined)
    throw missing('--teacher', 'who labels the text?', 'For example --teacher do.kb');
  if (out === undefined) throw missing('--out', 'the file to write');
  if (!formatForWriting(out).holds.unknown) {
    throw new HilgenError('usage', {
      where: out,
      what: 'this format has no room for what is unknown',
      hint: 'Write JSON Lines: --out distant.jsonl',
    });
  }
  const read = [...raw, ...teacher, ...(few === undefined ? [] : [few])].map((path) => resolve(path));
  for (const path of [out, ...(proposals === undefined ? [] : [proposals])]) {
    if (read.includes(resolve(path)))
      throw new HilgenError('usage', { where: path, what: 'would overwrite what it is made from' });
  }
  if (lower >= upper) throw new HilgenError('usage', { where: '--lower', what: 'must be below --upper' });
  return { out, thresholds: { upper, lower } };
}
