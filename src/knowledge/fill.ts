import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type Database from 'libsql';
import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import type { SourceHeader } from './importer.js';
import { IMPORTERS, type SourceFormat } from './importers.js';
import { resolveRelations, writeDepths } from './resolve.js';
import { INDEXES, SCHEMA_VERSION, TABLES } from './schema.js';
import { type Warn, type WarningSummary, warningLog } from './warnings.js';
import { noCounts, type SourceCounts, termWriter } from './writer.js';

/** A terminology file to build from. */
export interface SourceFile {
  readonly format: SourceFormat;
  readonly path: string;
}

/** One source as the knowledge base remembers it. */
export interface SourceSummary {
  readonly format: string;
  /** File name without folders. */
  readonly file: string;
  readonly sha256: string;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly licence: string | undefined;
  readonly counts: SourceCounts;
}

/** What a build learnt of its sources. */
export interface FillReport {
  readonly sources: readonly SourceSummary[];
  /** is_a relations kept, over all sources. */
  readonly relations: number;
  readonly warnings: readonly WarningSummary[];
}

/** Makes the tables in an empty database and fills them from the files, in one transaction. */
export async function fill(
  db: Database.Database,
  files: readonly SourceFile[],
  work: WorkOptions,
): Promise<FillReport> {
  db.exec('BEGIN');
  db.exec(TABLES);
  const { warn, summary } = warningLog();
  const write = termWriter(db, warn);
  const sources: SourceSummary[] = [];
  for (const file of files) sources.push(await importSource(file, write, warn, work));
  db.exec(INDEXES);
  const relations = resolveRelations(db, warn);
  writeDepths(db);
  throwIfAborted(work.signal);
  const report = { sources, relations, warnings: summary() };
  writeReport(db, report);
  db.exec('COMMIT');
  return report;
}

async function importSource(
  { format, path }: SourceFile,
  write: ReturnType<typeof termWriter>,
  warn: Warn,
  { onProgress, signal }: WorkOptions,
): Promise<SourceSummary> {
  const file = basename(path);
  const place = (line: number): string => `${file}:${line}`;
  const counts = noCounts();
  let header: SourceHeader | undefined;
  for await (const item of IMPORTERS[format](path, warn)) {
    if (item.kind === 'header') header = item;
    else write(item, place, counts);
    throwIfAborted(signal);
    onProgress?.({ done: counts.terms.read, note: `terms of ${file}` });
  }
  const { name, version, licence } = header ?? {};
  return { format, file, sha256: await sha256(path), name, version, licence, counts };
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function writeReport(db: Database.Database, { sources, warnings }: FillReport): void {
  db.prepare('INSERT INTO meta(key, value) VALUES(?, ?)').run('schema', String(SCHEMA_VERSION));
  const source = db.prepare(
    'INSERT INTO source(format, file, sha256, name, version, licence, counts) VALUES(?, ?, ?, ?, ?, ?, ?)',
  );
  for (const { format, file, sha256, name, version, licence, counts } of sources) {
    const optional = [name, version, licence].map((value) => value ?? null);
    source.run(format, file, sha256, ...optional, JSON.stringify(counts));
  }
  const warning = db.prepare('INSERT INTO warning(kind, count, examples) VALUES(?, ?, ?)');
  for (const { kind, count, examples } of warnings) warning.run(kind, count, JSON.stringify(examples));
}
