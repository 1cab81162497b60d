import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HilgenError } from '../base/errors.js';
import { asFileError } from '../base/files.js';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.js';

// Places in the header of a SQLite file: https://sqlite.org/fileformat.html#the_database_header
const HEADER_BYTES = 100;
const PAGE_SIZE = 16;
const PAGE_COUNT = 28;
const USER_VERSION = 60;
const APPLICATION = 68;

const REBUILD = 'Build it again with `hilgen kb build`.';

/**
 * Checks by its first bytes that a file is a knowledge base, of whatever schema.
 *
 * @throws HilgenError `input`, with `hint` where it is something else.
 */
export function checkIsKnowledgeBase(path: string, hint = REBUILD): void {
  if (!isMarked(readHeader(path).header)) {
    throw new HilgenError('input', { where: path, what: 'not a hilgen knowledge base', hint });
  }
}

/**
 * Checks by its first bytes that a file is a whole knowledge base of the schema known here, before
 * SQLite (which makes the file where there is none) is let near it.
 *
 * @throws HilgenError `input` that says what it is instead.
 */
export function checkIsReadable(path: string): void {
  checkIsKnowledgeBase(path);
  const { header, size } = readHeader(path);
  const fail = (what: string, hint: string): HilgenError =>
    new HilgenError('input', { where: path, what, hint });
  const schema = header.readUInt32BE(USER_VERSION);
  if (schema !== SCHEMA_VERSION) {
    const isNewer = schema > SCHEMA_VERSION;
    const versions = `schema ${schema}, this hilgen reads ${SCHEMA_VERSION}`;
    const hint = isNewer ? `Update hilgen. Or: ${REBUILD}` : REBUILD;
    throw fail(`a knowledge base of ${isNewer ? 'a newer' : 'an older'} hilgen (${versions})`, hint);
  }
  const pageSize = header.readUInt16BE(PAGE_SIZE);
  const whole = (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(PAGE_COUNT);
  if (size < whole) throw fail(`cut short: ${size} bytes of ${whole}`, REBUILD);
}

function isMarked(header: Buffer): boolean {
  const isSqlite = header.toString('latin1', 0, 16) === 'SQLite format 3\0';
  return isSqlite && header.readUInt32BE(APPLICATION) === APPLICATION_ID;
}

function readHeader(path: string): { readonly header: Buffer; readonly size: number } {
  const header = Buffer.alloc(HEADER_BYTES);
  try {
    const file = openSync(path, 'r');
    try {
      readSync(file, header, 0, HEADER_BYTES, 0);
      return { header, size: fstatSync(file).size };
    } finally {
      closeSync(file);
    }
  } catch (cause) {
    throw asFileError(cause, path);
  }
}
