import type Database from 'libsql';
import type { Concept } from './knowledge-base.js';
import { scopeOf } from './schema.js';
import { rowOf } from './sql.js';
import { vocabularySets } from './vocabulary-sets.js';

/** A row of `concept`. */
export type ConceptRow = [number: number, id: string, name: string, obsolete: number];

type Details = Pick<Concept, 'names' | 'definition' | 'types' | 'xrefs'>;

/**
 * Turns rows into concepts whose names, definition, types and cross-references are read when one of
 * them is asked for (in one statement): a look-up takes a third of the time, and most callers want
 * the id alone. The knowledge base has to be open until then.
 */
export function conceptReader(db: Database.Database): (row: ConceptRow) => Concept {
  const read = detailsReader(db);
  return ([number, id, name, obsolete]) => {
    let known: Details | undefined;
    const details = (): Details => {
      known ??= read(number);
      return known;
    };
    return {
      ...{ id, name },
      get names() {
        return details().names;
      },
      get definition() {
        return details().definition;
      },
      get types() {
        return details().types;
      },
      get xrefs() {
        return details().xrefs;
      },
      obsolete: obsolete === 1,
    };
  };
}

type DetailRow = [definition: string | null, names: string, types: string, xrefs: string | null];

const DETAILS = `SELECT
  (SELECT text FROM definition WHERE concept = ?1),
  (SELECT json_group_array(json_array(text, scope, vocabularies)) FROM
    (SELECT text, scope, vocabularies FROM name WHERE concept = ?1 ORDER BY scope, text)),
  (SELECT json_group_array(id) FROM (SELECT t.id FROM concept_type ct
    CROSS JOIN semantic_type t ON t.number = ct.type WHERE ct.concept = ?1 ORDER BY t.id)),
  (SELECT group_concat(ids, char(10)) FROM xref WHERE concept = ?1)`;

function detailsReader(db: Database.Database): (concept: number) => Details {
  const ask = rowOf<DetailRow>(db, DETAILS);
  const vocabulariesOf = vocabularySets(db);
  return (concept) => {
    const [definition, names, types, xrefs] = ask(concept) ?? [null, '[]', '[]', null];
    return {
      names: (JSON.parse(names) as [string, number, number][]).map(([text, scope, set]) => ({
        text,
        scope: scopeOf(scope),
        ...(set > 0 && { vocabularies: vocabulariesOf(set) }),
      })),
      definition: definition ?? undefined,
      types: JSON.parse(types) as string[],
      xrefs: xrefs === null ? [] : [...new Set(xrefs.split('\n'))].sort(),
    };
  };
}
