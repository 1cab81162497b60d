import type { Command } from 'commander';
import { throwIfAborted } from '../../base/errors.js';
import {
  type Document,
  detectFormat,
  FORMATS,
  type Format,
  formatNamed,
  type ReadOptions,
  type Remark,
  readDocuments,
  UNITS,
} from '../../corpus/index.js';
import { oneOf } from '../arguments.js';
import type { CliContext } from '../command.js';
import { addCorpusOptions } from './corpus-options.js';
import { readLabelMap } from './label-map.js';

/** Names of every format, as typed. */
export const FORMAT_NAMES = FORMATS.map(({ name }) => name);

/** What the options of an input parse to. */
export interface InputOptions extends Omit<ReadOptions, 'labelMap' | 'onRemark'> {
  readonly from?: string | undefined;
  readonly labelMap?: string | undefined;
}

/** Adds the options that say how a corpus is read: its format, unit, tags, label names. */
export function addInputOptions(command: Command): Command {
  return addCorpusOptions(
    command.option(
      '--from <format>',
      `format of the input: ${FORMAT_NAMES.join(', ')} (default: told from its content)`,
      oneOf(FORMAT_NAMES),
    ),
  )
    .option(
      '--unit <unit>',
      `what its offsets count: ${UNITS.join(', ')} (default: told from the mentions’ texts)`,
      oneOf(UNITS),
    )
    .option('--label-map <file>', 'names of numbered tags: JSON list, or a data set’s dataset_info.json');
}

/** A corpus that is being read. */
export interface Input {
  readonly format: Format;
  readonly guessed: boolean;
  readonly documents: AsyncIterable<Document>;
  readonly options: ReadOptions;
  /** What the reader put up with so far. */
  readonly remarks: readonly Remark[];
}

const KEPT_REMARKS = 100_000;

/** Opens a corpus; where its format is guessed, standard error says so. */
export async function openInput(path: string, options: InputOptions, context: CliContext): Promise<Input> {
  const format = options.from === undefined ? await detectFormat(path) : formatNamed(options.from);
  if (options.from === undefined) context.remark(`${path}: read as ${format.name}, told from its content\n`);
  const remarks: Remark[] = [];
  const labelMap = options.labelMap === undefined ? undefined : await readLabelMap(options.labelMap);
  const { scheme, tagColumn, unit, mend } = options;
  const read: ReadOptions = {
    ...{ scheme, tagColumn, unit, mend, labelMap },
    onRemark: (remark) => remarks.length < KEPT_REMARKS && remarks.push(remark),
  };
  const documents = watched(readDocuments(path, read, format), context, `reading ${path}`);
  return { format, guessed: options.from === undefined, documents, options: read, remarks };
}

/** Reports progress and heeds ctrl-C between documents. */
async function* watched(
  documents: AsyncIterable<Document>,
  context: CliContext,
  title: string,
): AsyncGenerator<Document> {
  const { onProgress, signal } = context.work(title);
  let done = 0;
  for await (const document of documents) {
    yield document;
    if (++done % 256 !== 0) continue;
    throwIfAborted(signal);
    onProgress?.({ done });
  }
}

/** The remarks as lines for standard error: the first few, and how many more. */
export function describeRemarks(remarks: readonly Remark[]): string {
  const shown = remarks.slice(0, 5).map(({ where, what }) => `${where}: ${what}\n`);
  const more = remarks.length > 5 ? `… and ${remarks.length - 5} more remarks like these\n` : '';
  return shown.join('') + more;
}
