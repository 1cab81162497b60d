import { resolve } from 'node:path';
import { HilgenError, throwIfAborted } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import {
  type Document,
  documentOf,
  formatForWriting,
  readCorpus,
  type Sentence,
  writeDocuments,
} from '../corpus/index.js';
import {
  type LabelSettings,
  labelBlock,
  makeAccount,
  makeProposals,
  prepareLabels,
  proposalsTable,
  rawBlocks,
  UNKNOWN_RULE_NAMES,
} from '../distant/index.js';
import { type CliContext, printResult } from './command.js';
import type { RawCliOptions } from './generate-raw-options.js';
import { type Dropped, rawReport, renderRaw } from './generate-raw-report.js';
import { rawSieve } from './generate-raw-sieve.js';
import { openTeachers } from './generate-raw-teachers.js';

/** `hilgen generate --raw`: raw text as labelled sentences, by teachers. */
export async function generateRaw(options: RawCliOptions, context: CliContext): Promise<void> {
  const { out, thresholds } = checked(options);
  const shots = options.few === undefined ? [] : await readCorpus(options.few, options);
  const sieve = await rawSieve(shots, options);
  const teachers = await openTeachers(options, shots, context.work('names'));
  try {
    const blocks = () => sieve(rawBlocks(options.raw, { lines: options.rawLines, read: options }));
    const prepared = await prepareLabels(
      blocks().sentences,
      teachers,
      shots,
      options.survey,
      context.work('first reading'),
    );
    const { learnt, knowledge, terms, tailoring } = prepared;
    const account = makeAccount(teachers, learnt.shots);
    const labels = [...new Set(teachers.flatMap((teacher) => teacher.labels))];
    const knows = (name: string): boolean => teachers.some((teacher) => teacher.knows?.(name) === true);
    const proposals = makeProposals(knows, tailoring.contexts, labels);
    const { sentences, dropped } = blocks();
    const rules = UNKNOWN_RULE_NAMES.filter((rule) => options.unknown.includes(rule));
    const settings = { teachers, learnt, knowledge, terms, thresholds, rules };
    const taken = { account, proposals, dropped, empty: options.empty ?? 1 };
    await writeDocuments(out, labelled(sentences, settings, taken, context), {
      format: formatForWriting(out),
    });
    if (options.proposals !== undefined)
      await writeFileAtomic(options.proposals, proposalsTable(proposals.list()));
    const report = rawReport({
      options,
      out,
      account: account.account(),
      dropped,
      prepared,
      proposals: proposals.list(),
    });
    printResult(context, options, report, renderRaw);
  } finally {
    for (const teacher of teachers) await teacher.close();
  }
}

/** Where sentences are counted as they go by. */
interface Taken {
  readonly account: ReturnType<typeof makeAccount>;
  readonly proposals: ReturnType<typeof makeProposals>;
  readonly dropped: Dropped;
  /** The most that sentences with neither mention nor unknown may be of all. */
  readonly empty: number;
}

async function* labelled(
  blocks: AsyncIterable<readonly Sentence[]>,
  settings: LabelSettings,
  { account, proposals, dropped, empty }: Taken,
  context: CliContext,
): AsyncGenerator<Document> {
  const { onProgress, signal } = context.work('labelling');
  let [kept, emptyKept] = [0, 0];
  for await (const block of blocks) {
    throwIfAborted(signal);
    for (const one of await labelBlock(block, settings)) {
      const isEmpty = one.sentence.spans.length === 0 && one.sentence.unknown === undefined;
      if (isEmpty && emptyKept + 1 > empty * (kept + 1)) {
        dropped.empty++;
        continue;
      }
      kept++;
      if (isEmpty) emptyKept++;
      account.add(one);
      proposals.add(one);
      yield documentOf(one.sentence);
    }
    onProgress?.({ done: kept });
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
