import { HilgenError } from '../../base/errors.js';
import type { Sink } from '../importer.js';
import { readMemberLines } from '../reading/lines.js';
import type { Member } from '../reading/members.js';
import { type Descriptor, descriptor } from './descriptor.js';

type Take = (found: Descriptor, cell: (column: string) => string) => void;

/** The two tables that MeSH comes in: told apart by a column that only they have. */
const TABLES: Readonly<Record<string, Take>> = {
  TermName: ({ terms }, cell) => {
    terms.push(cell('TermName'));
  },
  TreeNumber: ({ treeNumbers }, cell) => {
    treeNumbers.push(cell('TreeNumber'));
  },
};

const KEYS = ['DescriptorUI', 'DescriptorName'];

/** Whether a first line is the header of one of the tables. */
export function isMeshTable(header: string): boolean {
  const columns = header.split('\t');
  return (
    KEYS.every((key) => columns.includes(key)) && Object.keys(TABLES).some((key) => columns.includes(key))
  );
}

/** Adds the rows of a table (terms, or tree numbers) to the descriptors by their UI. */
export async function readTable(
  member: Member,
  descriptors: Map<string, Descriptor>,
  { warn }: Pick<Sink, 'warn'>,
  signal?: AbortSignal | undefined,
): Promise<void> {
  let columns: readonly string[] | undefined;
  const place = (number: number): string => `${member.name}:${number}`;
  const line = (text: string, number: number): void => {
    const cells = text.split('\t');
    if (columns === undefined) {
      columns = cells;
      return;
    }
    const { length } = columns;
    const cell = (column: string): string => cells[columns?.indexOf(column) ?? -1] ?? '';
    const id = cell('DescriptorUI');
    if (cells.length < length || id === '' || text.includes('\0')) {
      if (text !== '') warn('malformed line', place(number), `${length} columns were expected: ${text}`);
      return;
    }
    const found = descriptors.get(id) ?? descriptor(id, number);
    descriptors.set(id, found);
    found.name ??= cell('DescriptorName') || undefined;
    for (const [key, take] of Object.entries(TABLES)) if (columns.includes(key)) take(found, cell);
  };
  await readMemberLines(
    member,
    { line, undecodable: (number) => warn('not UTF-8', place(number), 'left out') },
    signal,
  );
  if (columns === undefined) throw new HilgenError('input', { where: member.name, what: 'an empty file' });
}
