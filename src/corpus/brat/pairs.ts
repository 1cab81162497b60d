import { statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import { byteChunks } from '../text/byte-chunks.js';

/** A text and the annotations beside it. */
export interface AnnotatedText {
  /** The path below the corpus, without extension, `/` between folders. */
  readonly name: string;
  readonly text: Buffer;
  readonly annotations: Buffer;
  /** A name as it reads in messages. */
  readonly where: (name: string) => string;
}

/** The pairs of a folder, in order of their names (`a-2` before `a-10`), or of a tar file, in its own order. */
export async function* annotatedTexts(path: string): AsyncGenerator<AnnotatedText> {
  try {
    yield* statSync(path).isDirectory() ? folderPairs(path) : tarPairs(path);
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

async function* folderPairs(path: string): AsyncGenerator<AnnotatedText> {
  const entries = await readdir(path, { recursive: true });
  const names = new Set(entries.filter((name) => PARTS.test(name)));
  const where = (name: string): string => join(path, name);
  for (const file of [...names].filter((name) => name.endsWith('.txt')).sort(byName)) {
    const name = file.slice(0, -4);
    if (!names.delete(`${name}.ann`)) throw alone(where(file), '.ann');
    const [text, annotations] = await Promise.all([readFile(where(file)), readFile(`${where(name)}.ann`)]);
    yield { name: name.replaceAll('\\', '/'), text, annotations, where };
  }
  const left = [...names].find((name) => name.endsWith('.ann'));
  if (left !== undefined) throw alone(where(left), '.txt');
}

const counting = new Intl.Collator('en', { numeric: true });
const byName = (a: string, b: string): number => counting.compare(a, b) || (a < b ? -1 : 1);

const PARTS = /(?<![\\/]|^)\.(txt|ann)$/;

async function* tarPairs(path: string): AsyncGenerator<AnnotatedText> {
  const where = (name: string): string => `${path}/${name}`;
  const halves = new Map<string, { kind: string; bytes: Buffer }>();
  const unpacking = extract();
  const source = Readable.from(byteChunks(path));
  source.on('error', (error) => unpacking.destroy(error));
  source.pipe(unpacking);
  for await (const entry of unpacking) {
    const file = entry.header.name;
    const isPart = entry.header.type === 'file' && PARTS.test(file) && !/(^|\/)\._/.test(file);
    if (!isPart) {
      entry.resume();
      continue;
    }
    const bytes = await contentOf(entry);
    const [name, kind] = [file.slice(0, -4).replace(/^\.\//, ''), file.slice(-4)];
    const other = halves.get(name);
    if (other === undefined || other.kind === kind) {
      halves.set(name, { kind, bytes });
      continue;
    }
    halves.delete(name);
    const [text, annotations] = kind === '.txt' ? [bytes, other.bytes] : [other.bytes, bytes];
    yield { name, text, annotations, where };
  }
  for (const [name, { kind }] of halves) throw alone(where(name + kind), kind === '.txt' ? '.ann' : '.txt');
}

async function contentOf(entry: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function alone(where: string, partner: string): HilgenError {
  return new HilgenError('input', {
    where,
    what: `no ${partner} file of the same name beside it`,
    hint: 'BRAT keeps a document in two files: NAME.txt and NAME.ann, the second perhaps empty.',
  });
}
