import { closeSync, createReadStream, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asFileError } from '../../base/files.js';
import { isZip, zipMembers } from './zip.js';

/** A file in a folder or an archive. */
export interface Member {
  readonly name: string;
  /** Its bytes, unpacked. */
  open(): Promise<Readable>;
}

/** The files of a folder or an archive. */
export interface Members {
  readonly list: readonly Member[];
  close(): void;
}

const CHUNK = 1 << 20;

/** What lies in a folder (and in its `META`, as the UMLS has it), in a zip, or the file alone. */
export async function openMembers(path: string): Promise<Members> {
  try {
    if (statSync(path).isDirectory()) {
      const folders = [path, ...subfolders(path, ['META', 'meta'])];
      return { list: folders.flatMap(filesIn).map(fileMember), close: () => {} };
    }
    if (isZip(firstBytes(path))) return await zipMembers(path);
    return { list: [fileMember(path)], close: () => {} };
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

/** A file as a member; gz is told by its first bytes. */
export function fileMember(path: string): Member {
  return {
    name: basename(path),
    async open() {
      const [first, second] = firstBytes(path);
      const raw = createReadStream(path, { highWaterMark: CHUNK });
      return first === 0x1f && second === 0x8b ? gunzip(raw) : raw;
    },
  };
}

/** Unpacks gz; a failure of the source is one of the result. */
export function gunzip(raw: Readable): Readable {
  const unpacked = createGunzip({ chunkSize: CHUNK });
  raw.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => raw.destroy());
  return raw.pipe(unpacked);
}

function subfolders(path: string, names: readonly string[]): string[] {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && names.includes(entry.name))
    .map((entry) => join(path, entry.name));
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
}

function firstBytes(path: string): Buffer {
  const head = Buffer.alloc(4);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
    return head;
  } finally {
    closeSync(file);
  }
}
