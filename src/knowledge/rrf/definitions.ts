import { accepts, type ImportSettings } from '../import-settings.js';
import type { Sink } from '../importer.js';
import type { RowReader } from './rows.js';

// MRDEF: CUI|AUI|ATUI|SATUI|SAB|DEF|SUPPRESS|CVF|
const SAB = 4;
const DEF = 5;
const SUPPRESS = 6;
/** Fewest columns of a row. */
export const DEF_COLUMNS = 8;

/** Gives the concepts that were kept their definitions. */
export function definitionsReader(sink: Sink, settings: ImportSettings): RowReader {
  const vocabulary = accepts(settings.vocabularies);
  const suppressed = settings.suppressed ?? false;
  const why = (row: readonly string[]): string | undefined => {
    const [cui = '', from = '', text = ''] = [row[0], row[SAB], row[DEF]];
    if (!suppressed && row[SUPPRESS] !== 'N') return 'suppressed';
    if (!vocabulary(from)) return 'vocabulary';
    if (!sink.has(cui)) return 'concept not kept';
    sink.definition(cui, from, text);
    return undefined;
  };
  return (row) => {
    sink.read('definitions');
    const reason = why(row);
    if (reason !== undefined) sink.leave('definitions', reason);
  };
}
