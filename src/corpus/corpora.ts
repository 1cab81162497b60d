import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import type { Document } from './document.js';
import { fitDocument } from './fit.js';
import type { NestedPolicy } from './flatten.js';
import type { Format, WriteOptions } from './format.js';
import { formatForWriting } from './formats.js';
import { countLosses, type Loss } from './losses.js';
import type { ReadOptions } from './read-options.js';
import type { Sentence } from './sentence.js';
import { detectFormat } from './sniff.js';
import { documentOf, sentencesOf } from './views.js';

/**
 * All sentences of a file or folder, whichever its format. Documents become sentences, with `document` set.
 *
 * @throws HilgenError `input` with `file:line` and what to do.
 */
export async function readCorpus(path: string, options?: ReadOptions): Promise<Sentence[]> {
  const sentences: Sentence[] = [];
  for await (const document of readDocuments(path, options)) sentences.push(...sentencesOf(document));
  return sentences;
}

/** The sentences of several files or folders, one after the other. */
export async function readCorpora(paths: readonly string[], options?: ReadOptions): Promise<Sentence[]> {
  const corpora: Sentence[][] = [];
  for (const path of paths) corpora.push(await readCorpus(path, options));
  return corpora.flat();
}

/** The documents of a file or folder, one after another; without a format its content tells. */
export function readDocuments(
  path: string,
  options: ReadOptions = {},
  format?: Format,
): AsyncIterable<Document> {
  return format === undefined ? detectAndRead(path, options) : format.read(path, options);
}

async function* detectAndRead(path: string, options: ReadOptions): AsyncGenerator<Document> {
  yield* (await detectFormat(path)).read(path, options);
}

/**
 * Writes the sentences whole or not at all, in the format that the path's extension names.
 *
 * @throws HilgenError `input` where mentions overlap that the format cannot hold both.
 */
export async function writeCorpus(path: string, sentences: Iterable<Sentence>): Promise<void> {
  await writeDocuments(path, asDocuments(sentences), { format: formatForWriting(path) });
}

async function* asDocuments(sentences: Iterable<Sentence>): AsyncGenerator<Document> {
  for (const sentence of sentences) yield documentOf(sentence);
}

/** How documents are written. */
export interface WriteSettings extends WriteOptions {
  readonly format: Format;
  /** What becomes of mentions that the format cannot hold side by side; without it they are an error. */
  readonly nested?: NestedPolicy | undefined;
}

/**
 * Writes documents whole or not at all, and says what the format had no room for.
 *
 * @throws HilgenError `input`, with nothing written, where mentions nest, cross or are discontinuous, the format
 * cannot hold them, and no policy says what to do.
 */
export async function writeDocuments(
  path: string,
  documents: AsyncIterable<Document>,
  settings: WriteSettings,
): Promise<Loss[]> {
  const { format } = settings;
  const { fitted, losses } = fitAll(documents, settings);
  if (format.write !== undefined) await format.write(path, fitted, settings);
  else await writeFileAtomic(path, packed(path, encoded(fitted, settings)));
  return losses();
}

/** The documents as pieces of a text file, and an account of losses that is whole once the pieces are. */
export function encodeDocuments(
  documents: AsyncIterable<Document>,
  settings: WriteSettings,
): { pieces: AsyncIterable<string>; losses: () => Loss[] } {
  const { fitted, losses } = fitAll(documents, settings);
  return { pieces: encoded(fitted, settings), losses };
}

function encoded(fitted: AsyncIterable<Document>, settings: WriteSettings): AsyncIterable<string> {
  const { encode, name } = settings.format;
  if (encode !== undefined) return encode(fitted, settings);
  throw new HilgenError('usage', {
    what: `${name} is not one file of text`,
    hint: 'Say where it goes: --out PATH',
  });
}

function packed(path: string, pieces: AsyncIterable<string>): AsyncIterable<string | Uint8Array> {
  return /\.gz$/i.test(path) ? Readable.from(pieces).pipe(createGzip()) : pieces;
}

function fitAll(documents: AsyncIterable<Document>, { format, nested = 'error' }: WriteSettings) {
  const losses = countLosses();
  const fit = (document: Document): Document => fitDocument(document, format.holds, nested, losses);
  const end = (): void => {
    const conflicts = losses.list().filter(({ needsPolicy }) => needsPolicy);
    if (nested === 'error' && conflicts.length > 0) throw conflictError(format, conflicts);
  };
  return { fitted: mapped(documents, fit, end), losses: () => losses.list() };
}

/** Every document changed, and what is done behind the last: a generator in its place takes twice the time. */
function mapped(
  documents: AsyncIterable<Document>,
  change: (document: Document) => Document,
  end: () => void,
): AsyncIterable<Document> {
  return {
    [Symbol.asyncIterator]() {
      const source = documents[Symbol.asyncIterator]();
      const next = async (): Promise<IteratorResult<Document>> => {
        const result = await source.next();
        if (result.done !== true) return { done: false, value: change(result.value) };
        end();
        return result;
      };
      return { next, return: async () => (await source.return?.()) ?? { done: true, value: undefined } };
    },
  };
}

function conflictError({ name }: Format, conflicts: readonly Loss[]): HilgenError {
  const lines = conflicts.map(
    ({ kind, count, examples }) =>
      `${count} ${kind} (${examples.slice(0, 3).join('; ')}${count > 3 ? '; …' : ''})`,
  );
  return new HilgenError('input', {
    what: `${name} cannot hold ${lines.join(', ')}`,
    hint: 'Name a policy: --nested outer keeps the longer of two, --nested inner the shorter. JSON Lines (jsonl) holds all.',
  });
}
