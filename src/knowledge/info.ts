import type Database from 'libsql';
import type { SourceSummary } from './fill.js';
import { cellOf, rowsOf } from './sql.js';
import type { WarningSummary } from './warnings.js';
import type { SourceCounts } from './writer.js';

/** What a knowledge base holds and what it was built from. */
export interface KnowledgeBaseSummary {
  /** Concepts that are not obsolete. */
  readonly concepts: number;
  readonly obsolete: number;
  /** Names that look-ups and dictionaries can meet. */
  readonly names: number;
  readonly relations: number;
  readonly sources: readonly SourceSummary[];
  readonly warnings: readonly WarningSummary[];
}

/** Counts the tables and reads back what the build wrote down. */
export function summarise(db: Database.Database): KnowledgeBaseSummary {
  const count = (sql: string): number => cellOf<number>(db, `SELECT count(*) FROM ${sql}`)() ?? 0;
  return {
    concepts: count('concept WHERE NOT obsolete'),
    obsolete: count('concept WHERE obsolete'),
    names: count('name WHERE key IS NOT NULL'),
    relations: count('relation'),
    sources: readSources(db),
    warnings: readWarnings(db),
  };
}

type SourceRow = [string, string, string, string | null, string | null, string | null, string];

function readSources(db: Database.Database): SourceSummary[] {
  const columns = 'format, file, sha256, name, version, licence, counts';
  const rows = rowsOf<SourceRow>(db, `SELECT ${columns} FROM source ORDER BY number`)();
  return rows.map(([format, file, sha256, name, version, licence, counts]) => ({
    format,
    file,
    sha256,
    name: name ?? undefined,
    version: version ?? undefined,
    licence: licence ?? undefined,
    counts: JSON.parse(counts) as SourceCounts,
  }));
}

function readWarnings(db: Database.Database): WarningSummary[] {
  const rows = rowsOf<[string, number, string]>(
    db,
    'SELECT kind, count, examples FROM warning ORDER BY number',
  )();
  return rows.map(([kind, count, examples]) => ({
    kind,
    count,
    examples: JSON.parse(examples) as string[],
  }));
}
