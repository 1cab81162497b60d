import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { asFileError } from '../../base/files.js';
import type { Document } from '../document.js';
import { corpusName, noSentences } from '../file-names.js';
import type { Encode } from '../format.js';
import { wholeText } from './whole-text.js';

/**
 * Plain text: a file is a document, a folder one for each of its `.txt` files. The text is kept as it stands.
 *
 * @throws HilgenError `input` where bytes are not UTF-8 or nothing is there.
 */
export async function* readText(path: string): AsyncGenerator<Document> {
  let any = false;
  for (const file of await filesOf(path)) {
    const text = await wholeText(file);
    if (text === '') continue;
    any = true;
    yield { id: corpusName(basename(file)), text, spans: [], origin: { kind: 'gold', file, line: 1 } };
  }
  if (!any) throw noSentences(path);
}

async function filesOf(path: string): Promise<string[]> {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = await readdir(path, { recursive: true });
    return names
      .filter((name) => name.endsWith('.txt'))
      .sort()
      .map((name) => join(path, name));
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

/** The texts one after another, a blank line between two; one alone is kept as it stands. */
export const plainText: Encode = async function* (documents) {
  let isFirst = true;
  for await (const { text } of documents) {
    yield isFirst ? text : `\n\n${text}`;
    isFirst = false;
  }
};
