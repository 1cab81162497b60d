import type Database from 'libsql';
import type { ConceptReference } from './knowledge-base.js';
import { IS_A_NUMBER } from './schema.js';
import { rowsOf } from './sql.js';

/** A relation of a concept that is no `is_a`. */
export interface ConceptRelation extends ConceptReference {
  /** As the terminology names it. */
  readonly type: string;
  /** `to`: this concept is `type` (for example `part_of`) the other; `from`: the other is so of this one. */
  readonly direction: 'to' | 'from';
  readonly vocabulary?: string | undefined;
}

type Row = [type: string, direction: 'to' | 'from', vocabulary: string, id: string, name: string];

/** Reads the relations of a concept besides `is_a`, in order of type, direction and id. */
export function conceptRelations(db: Database.Database): (concept: number) => ConceptRelation[] {
  const side = (own: string, other: string, direction: string): string =>
    `SELECT t.name, '${direction}', v.id, c.id, c.name FROM relation r
     CROSS JOIN relation_type t ON t.number = r.type CROSS JOIN vocabulary v ON v.number = r.vocabulary
     CROSS JOIN concept c ON c.number = r.${other} WHERE r.${own} = ?1 AND r.type <> ${IS_A_NUMBER}`;
  const ask = rowsOf<Row>(
    db,
    `${side('child', 'parent', 'to')} UNION ALL ${side('parent', 'child', 'from')} ORDER BY 1, 2, 4, 3`,
  );
  return (concept) =>
    ask(concept).map(([type, direction, vocabulary, id, name]) => ({
      ...{ type, direction, id, name },
      ...(vocabulary !== '' && { vocabulary }),
    }));
}
