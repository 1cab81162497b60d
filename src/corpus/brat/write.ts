import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import { HilgenError } from '../../base/errors.js';
import { asFileError, markFinished, temporaryName } from '../../base/files.js';
import { MANIFEST, writeFolderAtomic } from '../../base/folders.js';
import type { Document } from '../document.js';
import { standoffOf } from './standoff.js';

/** Writes a folder of `.txt` and `.ann` files, or a `.tar.gz` of them, whole or not at all. */
export function writeBrat(path: string, documents: AsyncIterable<Document>): Promise<void> {
  return /\.(tar\.gz|tgz)$/i.test(path) ? writeTar(path, documents) : writeFolder(path, documents);
}

function writeFolder(path: string, documents: AsyncIterable<Document>): Promise<void> {
  return writeFolderAtomic(path, async (folder) => {
    let count = 0;
    for await (const { name, content } of filesOf(documents)) {
      const file = join(folder, name);
      if (name.includes('/')) await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      count++;
    }
    const manifest = { kind: 'corpus', format: 'brat', documents: count / 2 };
    await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  });
}

async function writeTar(path: string, documents: AsyncIterable<Document>): Promise<void> {
  const temporary = temporaryName(path);
  const packing = pack();
  const fill = async (): Promise<void> => {
    for await (const { name, content } of filesOf(documents)) {
      // Without a date: the same corpus gives the same bytes.
      await new Promise<void>((resolve, reject) =>
        packing.entry({ name, mtime: new Date(0) }, content, (error) => (error ? reject(error) : resolve())),
      );
    }
    packing.finalize();
  };
  try {
    await mkdir(dirname(path), { recursive: true });
    const written = pipeline(packing, createGzip(), createWriteStream(temporary, { flush: true }));
    await Promise.all([fill(), written]).catch((error: Error) => {
      packing.destroy(error);
      throw error;
    });
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw asFileError(cause, path);
  } finally {
    markFinished(temporary);
  }
}

async function* filesOf(
  documents: AsyncIterable<Document>,
): AsyncGenerator<{ name: string; content: string }> {
  const seen = new Set<string>();
  for await (const document of documents) {
    const name = freeName(fileName(document.id), seen);
    seen.add(name);
    yield { name: `${name}.txt`, content: document.text };
    yield { name: `${name}.ann`, content: standoffOf(document) };
  }
}

/** An id that stands twice, as in the NCBI Disease corpus, gets a number behind it the second time. */
function freeName(name: string, seen: ReadonlySet<string>): string {
  if (!seen.has(name)) return name;
  let number = 1;
  while (seen.has(`${name}.${number}`)) number++;
  return `${name}.${number}`;
}

function fileName(id: string): string {
  const parts = id.split('/');
  const isBad = parts.some((part) => part === '' || /^\.+$/.test(part) || /[\\\0:*?"<>|\r\n]/.test(part));
  if (isBad || id.length > 200) throw unnameable(id, 'is no file name');
  return id;
}

function unnameable(id: string, what: string): HilgenError {
  return new HilgenError('input', {
    where: `document ${id.slice(0, 80)}`,
    what: `the id ${what}, so the document cannot be written as BRAT standoff`,
    hint: 'BRAT keeps each document in files named after its id.',
  });
}
