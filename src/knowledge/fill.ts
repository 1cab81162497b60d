import { basename } from 'node:path';
import type Database from 'libsql';
import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import { noCounts, type SourceCounts } from './counts.js';
import type { ImportSettings } from './import-settings.js';
import { IMPORTERS, type SourceFormat } from './importers.js';
import { SCHEMA_VERSION } from './schema.js';
import { indexWords } from './search/index-words.js';
import { settle } from './settle/settle.js';
import { tableSink } from './sink.js';
import { sourceHash } from './source-hash.js';
import { type BuildTables, buildTables } from './tables.js';
import { type Totals, totalsOf } from './totals.js';
import { strictWarn, type Warn, type WarningSummary, warningLog } from './warnings.js';

/** A terminology file to build from, or the folder or zip that holds several. */
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

/** How a build is done. */
export interface BuildSettings extends ImportSettings {
  /** The first thing that would be put up with is an error. */
  readonly strict?: boolean | undefined;
}

/** What a build learnt of its sources. */
export interface FillReport extends Totals {
  readonly sources: readonly SourceSummary[];
  /** Concepts joined to one of another source by mappings. */
  readonly joined: number;
  /** Mappings that lead to nothing in the sources. */
  readonly unusedMatches: number;
  readonly warnings: readonly WarningSummary[];
}

/** Makes the tables in an empty database and fills them from the files, in one transaction. */
export async function fill(
  db: Database.Database,
  files: readonly SourceFile[],
  settings: BuildSettings,
  work: WorkOptions,
): Promise<FillReport> {
  db.exec('BEGIN');
  const log = warningLog();
  const warn = settings.strict ? strictWarn : log.warn;
  const tables = buildTables(db);
  const sources: SourceSummary[] = [];
  for (const [at, file] of files.entries()) {
    sources.push(await importSource(tables, at + 1, file, settings, warn, work));
  }
  throwIfAborted(work.signal);
  const { relations, joined, unusedMatches } = await settle(tables, warn, work);
  throwIfAborted(work.signal);
  indexWords(db, work);
  const totals = totalsOf(db, relations);
  const report = { ...totals, sources, joined, unusedMatches, warnings: log.summary() };
  writeReport(db, report);
  db.exec('COMMIT');
  return report;
}

async function importSource(
  tables: BuildTables,
  source: number,
  { format, path }: SourceFile,
  settings: ImportSettings,
  warn: Warn,
  work: WorkOptions,
): Promise<SourceSummary> {
  const file = basename(path);
  const counts = noCounts();
  const sink = tableSink(tables, { file, source, warn, counts, work });
  const header = await IMPORTERS[format]({ path, settings, sink, work });
  const { name, version, licence, sha256 = await sourceHash(path, work.signal) } = header;
  return { format, file, sha256, name, version, licence, counts };
}

function writeReport(db: Database.Database, report: FillReport): void {
  const { sources, warnings, ...totals } = report;
  const meta = db.prepare('INSERT INTO meta(key, value) VALUES(?, ?)');
  meta.run('schema', String(SCHEMA_VERSION));
  meta.run('totals', JSON.stringify(totals));
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
