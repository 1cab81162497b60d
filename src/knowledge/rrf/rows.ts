import type { Sink } from '../importer.js';
import { readMemberLines } from '../reading/lines.js';
import type { Member } from '../reading/members.js';

/** One row of an RRF file as its columns, with its line. */
export type RowReader = (row: readonly string[], line: number) => void;

/**
 * Hands on the rows of an RRF file, whose only delimiter is `|`: quotes and backslashes are text.
 * Rows with too few columns, NUL characters or bytes that are not UTF-8 are counted as warnings.
 */
export async function readRows(
  member: Member,
  columns: number,
  { warn }: Pick<Sink, 'warn'>,
  onRow: RowReader,
  signal?: AbortSignal | undefined,
): Promise<void> {
  const place = (number: number): string => `${member.name}:${number}`;
  const line = (text: string, number: number): void => {
    if (text === '') return;
    const row = text.split('|');
    if (row.length < columns) {
      warn('malformed line', place(number), `${row.length} columns, ${columns} were expected: ${text}`);
    } else if (text.includes('\0')) warn('malformed line', place(number), `a NUL character: ${text}`);
    else if (row[0] === '') warn('malformed line', place(number), `a row without CUI: ${text}`);
    else onRow(row, number);
  };
  const undecodable = (number: number): void => warn('not UTF-8', place(number), 'left out');
  await readMemberLines(member, { line, undecodable }, signal);
}
