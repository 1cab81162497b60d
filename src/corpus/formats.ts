import { extname } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { readLines, writeFileAtomic } from '../base/files.js';
import { type ConllOptions, readConll, writeConll } from './conll.js';
import { readJsonl, writeJsonl } from './jsonl.js';
import type { Sentence } from './sentence.js';

/** A form in which corpora are stored. */
export interface Format {
  readonly name: string;
  /** With the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  readonly read: (path: string, options?: ReadOptions) => AsyncIterable<Sentence>;
  readonly write: (sentences: Iterable<Sentence>) => Iterable<string>;
}

/** Settings of the readers; each heeds its own. */
export type ReadOptions = ConllOptions;

/** Files of one token and tag a line. */
export const iob: Format = {
  name: 'iob',
  extensions: ['.tsv', '.iob', '.iob2', '.bio', '.conll', '.txt'],
  read: readConll,
  write: writeConll,
};

/** Files of one JSON object a line: nothing is lost in them. */
export const jsonl: Format = {
  name: 'jsonl',
  extensions: ['.jsonl', '.ndjson'],
  read: readJsonl,
  write: writeJsonl,
};

/** Every format. */
export const FORMATS: readonly Format[] = [iob, jsonl];

/**
 * All sentences of a file, whichever its format.
 *
 * @throws HilgenError `input` with `file:line` and what to do.
 */
export async function readCorpus(path: string, options?: ReadOptions): Promise<Sentence[]> {
  const format = await detectFormat(path);
  const sentences: Sentence[] = [];
  for await (const sentence of format.read(path, options)) sentences.push(sentence);
  return sentences;
}

/** Writes the sentences whole or not at all, in the format that the path's extension names. */
export async function writeCorpus(path: string, sentences: Iterable<Sentence>): Promise<void> {
  await writeFileAtomic(path, formatForWriting(path).write(sentences));
}

/** The format of an existing file: JSON Lines where its first line with content begins an object. */
export async function detectFormat(path: string): Promise<Format> {
  for await (const { text } of readLines(path)) {
    if (text.trim() !== '') return text.trimStart().startsWith('{') && !TAGGED.test(text) ? jsonl : iob;
  }
  return iob;
}

// A corpus may begin with the token `{`.
const TAGGED = /[\t ](O|[BIESLU]-.*[^}])$/;

/**
 * The format that a path's extension names.
 *
 * @throws HilgenError `usage` for an extension that no format has.
 */
export function formatForWriting(path: string): Format {
  const extension = extname(path).toLowerCase();
  const found = FORMATS.find((format) => format.extensions.includes(extension));
  if (found !== undefined) return found;
  throw new HilgenError('usage', {
    where: path,
    what:
      extension === '' ? 'a file name without extension' : `no corpus format has the extension ${extension}`,
    hint: `Name the file with one of: ${FORMATS.flatMap(({ extensions }) => extensions).join(' ')}`,
  });
}
