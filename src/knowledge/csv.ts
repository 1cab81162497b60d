import { basename } from 'node:path';
import { CsvError, type Info, parse } from 'csv-parse';
import { HilgenError, throwIfAborted } from '../base/errors.js';
import { asFileError } from '../base/files.js';
import { typeFilter } from './import-settings.js';
import type { Importer, TermRecord } from './importer.js';
import { firstLine } from './reading/first-line.js';
import { fileMember } from './reading/members.js';
import { printable } from './warnings.js';

const NEEDED = ['id', 'name'] as const;
const LONGEST = 16 * 1024 * 1024;

type Row = Readonly<Record<string, string>>;

/**
 * Reads a list of terms with a header: `id`, `name` and, where there are any, `synonyms`, `type`,
 * `parents`, `definition`, `xrefs` (lists parted by `|`). Commas, semicolons or tabs, told by the
 * header; plain or gz. Quotes as in RFC 4180, in tab-separated files they are text.
 *
 * @throws HilgenError `input` where `id` or `name` is missing in the header.
 */
export const readCsv: Importer = async ({ path, settings, sink, work }) => {
  const member = fileMember(path);
  const file = basename(path);
  const header = await firstLine(member).catch((cause: unknown) => {
    throw asFileError(cause, path);
  });
  const delimiter = ['\t', ';', ','].find((one) => header.includes(one)) ?? ',';
  const isWanted = typeFilter(settings.semanticTypes);
  const parser = parse({
    ...{
      delimiter,
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    },
    columns: (names: string[]) => checkedColumns(names, path),
    quote: delimiter === '\t' ? false : '"',
    max_record_size: LONGEST,
  });
  const source = await member.open();
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<{ record: Row; info: Info }>) {
      throwIfAborted(work.signal);
      const problem = problemOf(record);
      if (problem !== undefined) sink.warn(problem.kind, `${file}:${info.lines}`, problem.what);
      else {
        const term = termOf(record, info.lines);
        if (isWanted === undefined || term.types.some(isWanted)) sink.term(term);
        else sink.exclude(term.id, 'semantic type');
      }
    }
  } catch (cause) {
    throw cause instanceof CsvError ? csvFailure(cause, path) : asFileError(cause, path);
  } finally {
    source.destroy();
  }
  return { kind: 'header', name: undefined, version: undefined, licence: undefined };
};

function checkedColumns(names: readonly string[], path: string): string[] {
  const columns = names.map((name) => name.trim().toLowerCase());
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length === 0) return columns;
  throw new HilgenError('input', {
    where: `${path}:1`,
    what: `no column ${missing.join(', ')} in the header`,
    hint: 'The first line names the columns: id,name,synonyms,type,parents (the last three may be left out).',
  });
}

function problemOf(row: Row): { kind: 'malformed line' | 'not UTF-8' | 'no name'; what: string } | undefined {
  const text = Object.values(row).join(' ');
  if (text.includes('\uFFFD')) return { kind: 'not UTF-8', what: `left out: ${text}` };
  if (text.includes('\0')) return { kind: 'malformed line', what: `a NUL character: ${text}` };
  if (!row.id?.trim()) return { kind: 'malformed line', what: `no id: ${text}` };
  return row.name?.trim() ? undefined : { kind: 'no name', what: `${row.id} has no name: left out` };
}

function termOf(row: Row, line: number): TermRecord {
  const list = (...columns: string[]): string[] => {
    const cells = columns.flatMap((column) => (row[column] ?? '').split('|'));
    return cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  };
  return {
    ...{ kind: 'term', id: row.id?.trim() ?? '', line, name: row.name?.trim(), altIds: [], obsolete: false },
    definition: row.definition?.trim() || undefined,
    synonyms: list('synonyms', 'synonym').map((text) => ({ text, scope: 'EXACT' })),
    types: list('type', 'types').map((id) => ({ id, name: id })),
    parents: list('parents', 'parent').map((id) => ({ id, line })),
    xrefs: list('xrefs', 'xref'),
  };
}

function csvFailure(cause: CsvError, path: string): HilgenError {
  const line = typeof cause.lines === 'number' ? `${path}:${cause.lines}` : path;
  return new HilgenError('input', {
    where: line,
    what: `broken CSV (${printable(cause.message.split('\n', 1)[0] ?? '')})`,
    hint: 'A field with commas, quotes or line breaks stands in double quotes, with its own quotes doubled.',
    cause,
  });
}
