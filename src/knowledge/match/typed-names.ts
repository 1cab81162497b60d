import type { KnowledgeBase } from '../knowledge-base.js';
import { typeIds } from '../semantic-groups.js';
import type { NameRecord } from './name-index.js';

/** What of a concept is asked here. */
type Asked = Pick<KnowledgeBase, 'names' | 'concept'>;

/**
 * The names of the concepts of some types: type ids (`T047`, MeSH's `C`, `F03`), semantic groups (`DISO`), and
 * beginnings of concept ids that end with a colon (`DOID:`). Without types, all names.
 */
export function* namesOfTypes(kb: Asked, types: readonly string[] | undefined): Generator<NameRecord> {
  const isMeant = conceptFilter(kb, types);
  for (const name of kb.names()) if (isMeant(name.concept)) yield name;
}

/** Whether a concept is of one of the types, as in `namesOfTypes`. */
export function conceptFilter(
  kb: Pick<KnowledgeBase, 'concept'>,
  types: readonly string[] | undefined,
): (concept: string) => boolean {
  if (types === undefined) return () => true;
  const prefixes = types.filter((word) => word.endsWith(':'));
  const wanted = new Set(types.flatMap(typeIds));
  const known = new Map<string, boolean>();
  const ask = (id: string): boolean =>
    prefixes.some((prefix) => id.startsWith(prefix)) ||
    (kb.concept(id)?.types.some((type) => wanted.has(type)) ?? false);
  return (id) => {
    const answer = known.get(id) ?? ask(id);
    known.set(id, answer);
    return answer;
  };
}
