import { accepts, type ImportSettings } from '../import-settings.js';
import type { Sink, Synonym, TermRecord } from '../importer.js';
import type { RowReader } from './rows.js';

// MRCONSO: CUI|LAT|TS|LUI|STT|SUI|ISPREF|AUI|SAUI|SCUI|SDUI|SAB|TTY|CODE|STR|SRL|SUPPRESS|CVF|
const LAT = 1;
const TS = 2;
const STT = 4;
const ISPREF = 6;
const SAB = 11;
const TTY = 12;
const CODE = 13;
const STR = 14;
const SUPPRESS = 16;
/** Fewest columns of a row. */
export const CONSO_COLUMNS = 18;

/**
 * Gathers MRCONSO's rows into concepts: rows of one CUI that follow each other are one term, and a
 * CUI met again joins the first. `accept` says which concepts are wanted at all.
 */
export function namesReader(sink: Sink, settings: ImportSettings, accept: (cui: string) => boolean) {
  const why = rowFilter(settings);
  const unnamed = new Set<string>();
  let open: Draft | undefined;

  const close = (): void => {
    if (open === undefined) return;
    if (open.names.size === 0) unnamed.add(open.cui);
    else sink.term(termOf(open));
    open = undefined;
  };

  const row: RowReader = (columns, line) => {
    const [cui = ''] = columns;
    if (open?.cui !== cui) {
      close();
      open = { cui, line, names: new Map(), codes: new Set(), best: undefined };
    }
    sink.read('names');
    const reason = why(columns) ?? (accept(cui) ? undefined : 'semantic type');
    if (reason !== undefined) sink.leave('names', reason);
    else take(open, columns);
  };

  const end = (): void => {
    close();
    let count = 0;
    for (const cui of unnamed) if (!sink.has(cui)) count++;
    sink.leave('concepts', 'no usable name', count);
  };
  return { row, end };
}

type Row = readonly string[];

interface Draft {
  readonly cui: string;
  readonly line: number;
  /** Vocabularies by name. */
  readonly names: Map<string, string[]>;
  readonly codes: Set<string>;
  best: { readonly rank: number; readonly text: string } | undefined;
}

/** Says why a row is left out, `undefined` where it is kept. */
function rowFilter(settings: ImportSettings): (row: Row) => string | undefined {
  const language = accepts(settings.languages);
  const vocabulary = accepts(settings.vocabularies);
  const termType = accepts(settings.termTypes);
  const suppressed = settings.suppressed ?? false;
  return (row) => {
    if (!language(row[LAT] ?? '')) return 'language';
    if (!suppressed && row[SUPPRESS] !== 'N') return 'suppressed';
    if (!vocabulary(row[SAB] ?? '')) return 'vocabulary';
    if (!termType(row[TTY] ?? '')) return 'term type';
    return (row[STR] ?? '').trim() === '' ? 'empty' : undefined;
  };
}

function take(draft: Draft, row: Row): void {
  const text = row[STR] ?? '';
  const vocabulary = row[SAB] ?? '';
  const known = draft.names.get(text);
  if (known === undefined) draft.names.set(text, [vocabulary]);
  else if (!known.includes(vocabulary)) known.push(vocabulary);
  if (row[CODE]) draft.codes.add(`${vocabulary}:${row[CODE]}`);
  const rank = rankOf(row);
  const { best } = draft;
  if (best === undefined || rank < best.rank || (rank === best.rank && text < best.text)) {
    draft.best = { rank, text };
  }
}

/** 0 for the row that the release prefers: `TS` = P, `STT` = PF, `ISPREF` = Y. */
function rankOf(row: Row): number {
  return (row[TS] === 'P' ? 0 : 4) + (row[STT] === 'PF' ? 0 : 2) + (row[ISPREF] === 'Y' ? 0 : 1);
}

function termOf({ cui, line, names, codes, best }: Draft): TermRecord {
  const synonyms: Synonym[] = [];
  for (const [text, vocabularies] of names) {
    if (text !== best?.text) synonyms.push({ text, scope: 'EXACT', vocabularies });
  }
  // One literal: spreading parts of it took a tenth of the import.
  return {
    kind: 'term',
    id: cui,
    line,
    name: best?.text,
    altIds: NONE,
    definition: undefined,
    synonyms,
    parents: NONE,
    types: NONE,
    xrefs: [...codes],
    obsolete: false,
    vocabularies: names.get(best?.text ?? ''),
    rank: best?.rank,
    byRows: true,
  };
}

const NONE: readonly never[] = [];
