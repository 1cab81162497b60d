import type Database from 'libsql';
import type { SourceCounts } from './counts.js';
import type { FillReport, SourceSummary } from './fill.js';
import { cellOf, rowsOf } from './sql.js';
import type { WarningSummary } from './warnings.js';

/** What a knowledge base holds and what it was built from. */
export type KnowledgeBaseSummary = FillReport;

/** Reads back what the build wrote down. */
export function summarise(db: Database.Database): KnowledgeBaseSummary {
  const totals = cellOf<string>(db, "SELECT value FROM meta WHERE key = 'totals'")() ?? '{}';
  return {
    ...(JSON.parse(totals) as Omit<FillReport, 'sources' | 'warnings'>),
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
