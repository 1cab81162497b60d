import { existsSync, mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { HilgenError } from '../base/errors.js';
import { asFileError, markFinished, temporaryName } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { checkIsKnowledgeBase } from './file-header.js';
import { type BuildSettings, type FillReport, fill, type SourceFile } from './fill.js';
import { APPLICATION_ID, SCHEMA_VERSION } from './schema.js';

/** What a build read, kept and put up with. */
export interface BuildReport extends FillReport {
  readonly out: string;
}

/**
 * Builds one SQLite file from the sources, in the order given, under a temporary name that is
 * renamed at the end. An existing knowledge base at `out` is replaced.
 *
 * @throws HilgenError `input` where a source cannot be read, or `out` holds something else.
 */
export async function buildKnowledgeBase(
  sources: readonly SourceFile[],
  out: string,
  work: WorkOptions = {},
  settings: BuildSettings = {},
): Promise<BuildReport> {
  checkTarget(sources, out);
  const temporary = temporaryName(out);
  try {
    mkdirSync(dirname(out), { recursive: true });
    // Says better than SQLite would why a file cannot be made here.
    await (await open(temporary, 'w')).close();
    const report = await writeDatabase(temporary, sources, settings, work);
    const file = await open(temporary, 'r+');
    await file.sync().finally(() => file.close());
    await rename(temporary, out);
    return { out, ...report };
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw asFileError(cause, out);
  } finally {
    markFinished(temporary);
  }
}

function checkTarget(sources: readonly SourceFile[], out: string): void {
  if (sources.length === 0) throw new HilgenError('usage', { what: 'no terminology file was given' });
  if (sources.some(({ path }) => resolve(path) === resolve(out))) {
    throw new HilgenError('usage', {
      where: out,
      what: 'this is one of the files to read, not a name to write',
    });
  }
  if (existsSync(out))
    checkIsKnowledgeBase(out, 'Choose another name: only a knowledge base is written over.');
}

// A page cache of 48 MB, which is also what each of three sorting buffers takes; sorting spills to
// disk, on a second core where there is one. The mark of a
// knowledge base comes last: a file without it is not finished.
const SETTINGS = [
  'page_size = 8192',
  'journal_mode = off',
  'synchronous = off',
  'cache_size = -48000',
  'temp_store = file',
  'threads = 2',
];

async function writeDatabase(
  path: string,
  sources: readonly SourceFile[],
  settings: BuildSettings,
  work: WorkOptions,
): Promise<FillReport> {
  const db = new Database(path);
  try {
    for (const setting of SETTINGS) db.pragma(setting);
    const report = await fill(db, sources, settings, work);
    db.pragma(`user_version = ${SCHEMA_VERSION}`);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    return report;
  } finally {
    db.close();
  }
}
