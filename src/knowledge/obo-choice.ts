import { accepts, type ImportSettings } from './import-settings.js';
import type { TermRecord, TermRelation } from './importer.js';
import { IS_A } from './relation-types.js';

/** A term of an ontology with what decides whether it is taken. */
export interface OntologyTerm {
  readonly term: TermRecord;
  readonly subsets: readonly string[];
  readonly namespace: string | undefined;
}

/** Says why a term is left out, `undefined` where it is taken. */
export function termChoice({
  subsets,
  namespaces,
}: ImportSettings): (found: OntologyTerm) => string | undefined {
  const isSubset = accepts(subsets);
  const isNamespace = accepts(namespaces);
  return (found) => {
    if (subsets !== undefined && !found.subsets.some(isSubset)) return 'subset';
    return isNamespace(found.namespace ?? '') ? undefined : 'namespace';
  };
}

/** Whether a relation is taken: `is_a` always, others where they are asked for. */
export function relationChoice({ relationships = [] }: ImportSettings): (relation: TermRelation) => boolean {
  const isAsked = relationships.includes('*') ? () => true : accepts(relationships);
  return ({ type = IS_A }) => type === IS_A || isAsked(type);
}
