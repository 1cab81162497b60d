import { accepts, type ImportSettings } from '../import-settings.js';
import type { Edge, Sink } from '../importer.js';
import { IS_A, inverseOf } from '../relation-types.js';
import type { RowReader } from './rows.js';

// MRREL: CUI1|AUI1|STYPE1|REL|CUI2|AUI2|STYPE2|RELA|RUI|SRUI|SAB|SL|RG|DIR|SUPPRESS|CVF|
const REL = 3;
const CUI2 = 4;
const RELA = 7;
const SAB = 10;
const SUPPRESS = 14;
/** Fewest columns of a row. */
export const REL_COLUMNS = 16;

/** Relations kept upwards: by what CUI2 is to CUI1, the type and whether CUI2 is the upper end. */
const UPWARD: Readonly<Record<string, { readonly type: string; readonly isUp: boolean }>> = {
  PAR: { type: IS_A, isUp: true },
  CHD: { type: IS_A, isUp: false },
  RB: { type: 'broader', isUp: true },
  RN: { type: 'broader', isUp: false },
};

/**
 * Takes MRREL's rows as relations. `REL` says what CUI2 is to CUI1, and every relation stands there
 * twice, once from each end: parents and broader concepts are turned upwards, the others are read
 * from the lesser CUI to the greater, so that both rows come to one. CUI2 is what RELA speaks of: CUI2 part_of CUI1.
 */
export function relationsReader(sink: Sink, settings: ImportSettings): RowReader {
  const vocabulary = accepts(settings.vocabularies);
  const suppressed = settings.suppressed ?? false;
  const why = (row: readonly string[]): string | undefined => {
    if (!suppressed && row[SUPPRESS] !== 'N') return 'suppressed';
    if (!vocabulary(row[SAB] ?? '')) return 'vocabulary';
    if (row[0] === row[CUI2]) return 'to the concept itself';
    if (row[REL] === 'SIB') return 'siblings, known by their parents';
    return sink.edge(edgeOf(row)) ? undefined : 'concept not kept';
  };
  return (row) => {
    sink.read('relations');
    const reason = why(row);
    if (reason !== undefined) sink.leave('relations', reason);
  };
}

function edgeOf(row: readonly string[]): Edge {
  const [one = '', other = '', rel = ''] = [row[0], row[CUI2], row[REL]];
  const vocabulary = row[SAB] ?? '';
  const upward = UPWARD[rel];
  if (upward !== undefined) {
    const [child, parent] = upward.isUp ? [one, other] : [other, one];
    return { child, parent, type: upward.type, vocabulary };
  }
  const label = row[RELA] || rel;
  if (other < one) return { child: other, parent: one, type: label, vocabulary };
  return { child: one, parent: other, type: inverseOf(label), vocabulary };
}
