import { HilgenError } from '../base/errors.js';
import type { Importer, SourceHeader } from './importer.js';
import { readMemberLines } from './reading/lines.js';
import { fileMember } from './reading/members.js';

const NEEDED = ['subject_id', 'predicate_id', 'object_id'] as const;

/**
 * Reads mappings between ids in SSSOM's TSV (https://mapping-commons.github.io/sssom), plain or gz.
 * What they do is decided once all sources are in.
 *
 * @throws HilgenError `input` where a needed column is missing.
 */
export const readSssom: Importer = async ({ path, sink, work }) => {
  const metadata = new Map<string, string>();
  const member = fileMember(path);
  const place = (number: number): string => `${member.name}:${number}`;
  let columns: readonly string[] | undefined;
  const line = (text: string, number: number): void => {
    if (text === '') return;
    if (columns === undefined && text.startsWith('#')) {
      readMetadata(text, metadata);
      return;
    }
    const cells = text.split('\t').map(unquoted);
    if (columns === undefined) {
      columns = headerOf(cells, path, number);
      return;
    }
    const cell = (column: string): string => cells[columns?.indexOf(column) ?? -1]?.trim() ?? '';
    const [subject = '', predicate = '', object = ''] = NEEDED.map(cell);
    const isWhole = subject !== '' && predicate !== '' && object !== '' && !text.includes('\0');
    if (!isWhole)
      sink.warn('malformed line', place(number), `two ids and a predicate were expected: ${text}`);
    else if (/^not$/iu.test(cell('predicate_modifier'))) sink.leave('mappings', 'negated');
    else sink.match({ subject, predicate, object, line: number });
  };
  const undecodable = (number: number): void => sink.warn('not UTF-8', place(number), 'left out');
  await readMemberLines(member, { line, undecodable }, work.signal);
  if (columns === undefined) throw new HilgenError('input', { where: path, what: 'no mappings in it' });
  return headerFrom(metadata);
};

function readMetadata(text: string, metadata: Map<string, string>): void {
  const [, key = '', value = ''] = /^#\s?(\w+):\s*["']?(.*?)["']?\s*$/u.exec(text) ?? [];
  if (key !== '') metadata.set(key, value);
}

function headerOf(cells: readonly string[], path: string, number: number): readonly string[] {
  const missing = NEEDED.filter((column) => !cells.includes(column));
  if (missing.length === 0) return cells;
  throw new HilgenError('input', {
    where: `${path}:${number}`,
    what: `no column ${missing.join(', ')}: not SSSOM, or without its header`,
    hint: 'SSSOM is a TSV whose first line (after # metadata) names subject_id, predicate_id and object_id.',
  });
}

function unquoted(cell: string): string {
  return cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1) : cell;
}

function headerFrom(metadata: ReadonlyMap<string, string>): SourceHeader {
  return {
    kind: 'header',
    name: metadata.get('mapping_set_title') ?? metadata.get('mapping_set_id'),
    version: metadata.get('mapping_set_version'),
    licence: metadata.get('license'),
  };
}
