import type { SourceCounts } from './counts.js';
import type { Synonym, TermRecord } from './importer.js';
import { nameKey } from './normalise.js';
import { IS_A } from './relation-types.js';
import { scopeNumber } from './schema.js';
import type { SinkOptions } from './sink.js';
import { soundTerm } from './sound-term.js';
import type { BuildTables } from './tables.js';
import type { typeNumbers } from './type-numbers.js';

/** Writes terms; one whose id was there before is merged into the first. */
export function termWriter(
  tables: BuildTables,
  { file, source, warn, counts }: SinkOptions,
  typeNumber: ReturnType<typeof typeNumbers>,
) {
  const { rows, ids } = tables;
  const before = ids.size;
  const place = (line: number): string => `${file}:${line}`;
  return (record: TermRecord): void => {
    counts.terms.read++;
    const term = soundTerm(record, (what) => warn('malformed line', place(record.line), what));
    if (term === undefined) return;
    const known = ids.find(term.id);
    if (known > before && !term.byRows) {
      warn('duplicate id', place(term.line), `${term.id} was there before: merged`);
    }
    const number =
      known === 0 ? newConcept(tables, term, source, counts) : sameConcept(tables, known, term, source);
    writeNames(tables, number, term, counts);
    for (const id of term.altIds) rows.alias.add(id, number);
    if (term.xrefs.length > 0) rows.xref.add(number, term.xrefs.join('\n'));
    for (const type of term.types) rows.conceptType.add(number, typeNumber(type));
    if (term.definition !== undefined) rows.definition.add(number, source, '', term.definition);
    counts.relations += term.parents.length;
    if (term.obsolete) return;
    counts.synonyms += term.synonyms.length;
    counts.liveRelations += term.parents.length;
    writePending(tables, number, term, place);
  };
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
): void {
  const { name, synonyms, vocabularies } = term;
  const preferred: Synonym[] = name === undefined ? [] : [{ text: name, scope: 'name', vocabularies }];
  const seen = new Set<string>();
  const all = [...preferred, ...synonyms];
  const closestFirst = term.byRows ? all : all.sort((a, b) => scopeNumber(a.scope) - scopeNumber(b.scope));
  for (const { text, scope, vocabularies: own = vocabularies } of closestFirst) {
    if (!term.byRows) counts.names.read++;
    if (seen.has(text)) continue;
    seen.add(text);
    counts.names.kept++;
    const key = obsolete.has(number) ? null : nameKey(text) || null;
    rows.name.add(number, scopeNumber(scope), text, key, words.vocabularySet(own));
  }
}
