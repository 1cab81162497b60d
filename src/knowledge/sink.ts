import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import { countLeft, type SourceCounts } from './counts.js';
import type { Sink, Synonym, TermRecord } from './importer.js';
import { nameKey } from './normalise.js';
import { IS_A } from './relation-types.js';
import { scopeNumber } from './schema.js';
import type { BuildTables } from './tables.js';
import { typeNumbers } from './type-numbers.js';
import type { Warn } from './warnings.js';

/** What the rows of one source are written with. */
export interface SinkOptions {
  readonly file: string;
  /** Number of the source, from 1. */
  readonly source: number;
  readonly warn: Warn;
  readonly counts: SourceCounts;
  readonly work: WorkOptions;
}

const REPORT_EVERY = 4096;
const LONGEST_ID = 1000;

/** Puts what an importer reads into the tables; a term whose id was there before is merged into the first. */
export function tableSink(tables: BuildTables, options: SinkOptions): Sink {
  const { ids, rows, words } = tables;
  const { counts, warn, source } = options;
  const tick = ticker(options);
  const typeNumber = typeNumbers(tables);
  const term = termWriter(tables, options, typeNumber);
  return {
    warn,
    term(record) {
      tick(1);
      term(record);
    },
    has: (id) => ids.find(id) !== 0,
    type: (id, type) => rows.conceptType.add(ids.find(id), typeNumber(type)),
    definition: (id, vocabulary, text) => rows.definition.add(ids.find(id), source, vocabulary, text),
    edge({ child, parent, type, vocabulary }) {
      const [below, above] = [ids.find(child), ids.find(parent)];
      if (below === 0 || above === 0) return false;
      rows.edge.add(below, words.relationType(type), above, words.vocabulary(vocabulary));
      return true;
    },
    match({ subject, predicate, object, line }) {
      counts.matches++;
      const place = `${options.file}:${line}`;
      rows.mapping.add(subject, predicate, object, words.vocabulary(options.file), place);
    },
    read(what, count = 1) {
      tick(count);
      if (what === 'names') counts.names.read += count;
      else if (what === 'relations') counts.relations += count;
      else if (what === 'types') counts.types += count;
      else if (what === 'definitions') counts.definitions += count;
    },
    leave: (what, why, count = 1) => countLeft(counts, what, why, count),
    exclude(id, why) {
      countLeft(counts, 'terms', why, 1);
      rows.excluded.add(id);
    },
  };
}

function ticker({ file, work }: SinkOptions): (count: number) => void {
  let done = 0;
  let next = 0;
  return (count) => {
    done += count;
    if (done < next) return;
    next = done + REPORT_EVERY;
    throwIfAborted(work.signal);
    work.onProgress?.({ done, note: `rows of ${file}` });
  };
}

function termWriter(
  tables: BuildTables,
  { file, source, warn, counts }: SinkOptions,
  typeNumber: ReturnType<typeof typeNumbers>,
) {
  const { rows, ids } = tables;
  const before = ids.size;
  const place = (line: number): string => `${file}:${line}`;
  return (term: TermRecord): void => {
    counts.terms.read++;
    if (!isId(term.id)) {
      warn('malformed line', place(term.line), `not an id: ${term.id}`);
      return;
    }
    const known = ids.find(term.id);
    if (known > before && !term.byRows) {
      warn('duplicate id', place(term.line), `${term.id} was there before: merged`);
    }
    const number =
      known === 0 ? newConcept(tables, term, source, counts) : sameConcept(tables, known, term, source);
    writeNames(tables, number, term, counts);
    for (const id of term.altIds) rows.alias.add(id, number);
    for (const id of term.xrefs) rows.xref.add(number, id);
    for (const type of term.types) rows.conceptType.add(number, typeNumber(type));
    if (term.definition !== undefined) rows.definition.add(number, source, '', term.definition);
    counts.relations += term.parents.length;
    if (term.obsolete) return;
    counts.synonyms += term.synonyms.length;
    counts.liveRelations += term.parents.length;
    writePending(tables, number, term, place);
  };
}

function isId(text: string): boolean {
  return text !== '' && text.length <= LONGEST_ID && !text.includes('\0');
}

function writePending(
  { rows, words }: BuildTables,
  number: number,
  { parents, vocabularies }: TermRecord,
  place: (line: number) => string,
): void {
  const vocabulary = words.vocabulary(vocabularies?.[0] ?? '');
  for (const { id, line, type = IS_A } of parents) {
    rows.pending.add(number, words.relationType(type), id, vocabulary, place(line));
  }
}

function newConcept(tables: BuildTables, term: TermRecord, source: number, counts: SourceCounts): number {
  const { ids, rows, order, obsolete } = tables;
  const number = ids.add(term.id);
  if (term.id <= order.last || /[\ud800-\udfff]/u.test(term.id)) order.isSorted = false;
  order.last = term.id;
  rows.concept.add(number, term.id, term.name ?? '', +term.obsolete, source, term.rank ?? 0);
  counts.terms.kept++;
  if (term.obsolete) {
    obsolete.add(number);
    counts.obsolete++;
  }
  return number;
}

function sameConcept(tables: BuildTables, number: number, term: TermRecord, source: number): number {
  const { rows, obsolete, revived } = tables;
  rows.touched.add(number);
  if (term.name !== undefined) rows.preferred.add(number, source, term.rank ?? 0, term.name);
  if (!term.obsolete && obsolete.delete(number)) revived.add(number);
  return number;
}

function writeNames(
  { rows, words, obsolete }: BuildTables,
  number: number,
  term: TermRecord,
  counts: SourceCounts,
) {
  const { name, synonyms, vocabularies } = term;
  const preferred: Synonym[] = name === undefined ? [] : [{ text: name, scope: 'name', vocabularies }];
  const seen = new Set<string>();
  const closestFirst = [...preferred, ...synonyms].sort(
    (a, b) => scopeNumber(a.scope) - scopeNumber(b.scope),
  );
  for (const { text, scope, vocabularies: own = vocabularies } of closestFirst) {
    if (!term.byRows) counts.names.read++;
    if (seen.has(text)) continue;
    seen.add(text);
    counts.names.kept++;
    const key = obsolete.has(number) ? null : nameKey(text) || null;
    rows.name.add(number, scopeNumber(scope), text, key, words.vocabularySet(own));
  }
}
