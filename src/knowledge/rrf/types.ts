import { type IdTable, idTable } from '../id-table.js';
import type { Sink, TypeReference } from '../importer.js';
import type { RowReader } from './rows.js';

// MRSTY: CUI|TUI|STN|STY|ATUI|CVF|
const TUI = 1;
const STY = 3;
/** Fewest columns of a row. */
export const STY_COLUMNS = 4;

/** Gives the concepts that were kept their types. */
export function typesReader(sink: Sink): RowReader {
  return (row) => {
    const [cui = '', id = ''] = [row[0], row[TUI]];
    sink.read('types');
    if (sink.has(cui)) sink.type(cui, { id, name: row[STY] ?? '' });
    else sink.leave('types', 'concept not kept');
  };
}

/** Collects the CUIs that have a wanted type, before any name is read. */
export function wantedReader(isWanted: (type: TypeReference) => boolean) {
  const wanted: IdTable = idTable();
  const row: RowReader = (columns) => {
    const cui = columns[0] ?? '';
    const type = { id: columns[TUI] ?? '', name: columns[STY] ?? '' };
    if (isWanted(type) && wanted.find(cui) === 0) wanted.add(cui);
  };
  return { row, accept: (cui: string): boolean => wanted.find(cui) !== 0 };
}
