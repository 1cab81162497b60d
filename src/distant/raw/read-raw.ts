import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import { corpusName } from '../../corpus/file-names.js';
import {
  type Document,
  detectFormat,
  type ReadOptions,
  readDocuments,
  type Sentence,
  sentencesOf,
} from '../../corpus/index.js';
import { linePassages, passages } from './passages.js';

/** How raw text is read. */
export interface RawOptions {
  /** Whether each line of a plain text file is a document of its own. */
  readonly lines?: boolean | undefined;
  /** How tagged files are read; their tags are not looked at. */
  readonly read?: ReadOptions | undefined;
}

const BLOCK_SENTENCES = 256;

/**
 * The sentences of files and folders as blocks of whole documents, each of 256 sentences or little more. What a
 * labelled corpus says of its text is dropped before sentences are cut, so that nothing depends on it.
 *
 * @throws HilgenError `input` where a file cannot be read or nothing is in any.
 */
export async function* rawBlocks(
  paths: readonly string[],
  options: RawOptions = {},
): AsyncGenerator<Sentence[]> {
  let block: Sentence[] = [];
  let any = false;
  for (const { path, name } of await named(paths)) {
    for await (const document of documentsOf(path, name, options)) {
      for (const sentence of sentencesOf(document)) {
        if (sentence.tokens.length > 0) block.push(sentence);
      }
      if (block.length < BLOCK_SENTENCES) continue;
      any = true;
      yield block;
      block = [];
    }
  }
  if (block.length > 0) yield block;
  else if (!any) throw new HilgenError('input', { where: paths.join(', '), what: 'no text' });
}

interface Named {
  readonly path: string;
  /** Stands before the ids of its documents; no two files have the same. */
  readonly name: string;
}

async function named(paths: readonly string[]): Promise<Named[]> {
  const seen = new Map<string, number>();
  const files = (await Promise.all(paths.map(filesOf))).flat();
  return files.map((path) => {
    const name = corpusName(basename(path));
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { path, name: times === 1 ? name : `${name}~${times}` };
  });
}

/** The path itself, or the `.txt` files of a folder that holds such. */
async function filesOf(path: string): Promise<string[]> {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = (await readdir(path, { recursive: true })).sort();
    const isText =
      names.some((name) => /\.txt(\.gz)?$/i.test(name)) && !names.some((name) => name.endsWith('.ann'));
    return isText
      ? names.filter((name) => /\.txt(\.gz)?$/i.test(name)).map((name) => join(path, name))
      : [path];
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

async function* documentsOf(
  path: string,
  name: string,
  { lines, read }: RawOptions,
): AsyncGenerator<Document> {
  const format = await detectFormat(path);
  if (format.name === 'text' || lines === true) {
    let number = 0;
    for await (const { text, line } of lines === true ? linePassages(path) : passages(path)) {
      yield { id: `${name}-${++number}`, text, spans: [], origin: { kind: 'gold', file: path, line } };
    }
    return;
  }
  for await (const document of readDocuments(path, read, format)) yield bare(document, path);
}

/** The text alone, with its sections, sentences and tokens. */
function bare({ id, text, sections, sentences, part, origin }: Document, path: string): Document {
  const line = 'line' in origin ? origin.line : 1;
  return {
    ...{ id, text, spans: [], origin: { kind: 'gold', file: path, line } },
    ...(sections && { sections }),
    ...(sentences && { sentences: sentences.map(({ columns: _, ...place }) => place) }),
    ...(part && { part }),
  };
}
