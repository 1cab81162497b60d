import { typeIds } from './semantic-groups.js';

/** Which part of the sources is taken. Absent lists leave nothing out. */
export interface ImportSettings {
  /** UMLS: languages of names (LAT), for example `ENG`. */
  readonly languages?: readonly string[] | undefined;
  /** UMLS: source vocabularies of names, definitions and relations (SAB). */
  readonly vocabularies?: readonly string[] | undefined;
  /** UMLS: term types of names (TTY), for example `PT`. */
  readonly termTypes?: readonly string[] | undefined;
  /** UMLS: also rows that are suppressed. */
  readonly suppressed?: boolean | undefined;
  /** Types (`T047`, `Disease or Syndrome`) or groups (`DISO`); for MeSH, beginnings of tree numbers (`C`, `F03`). */
  readonly semanticTypes?: readonly string[] | undefined;
  /** OBO: which `relationship:` lines are kept besides `is_a`; all under `*`. */
  readonly relationships?: readonly string[] | undefined;
  /** OBO: only terms of these subsets. */
  readonly subsets?: readonly string[] | undefined;
  /** OBO: only terms of these namespaces. */
  readonly namespaces?: readonly string[] | undefined;
}

/** Whether a value is on the list, or there is no list. */
export type Accepts = (value: string) => boolean;

/** A list as a test; without a list everything passes. */
export function accepts(list: readonly string[] | undefined): Accepts {
  if (list === undefined) return () => true;
  const wanted = new Set(list);
  return (value) => wanted.has(value);
}

/** Whether a type is among those wanted, by its id, its name or its group; absent where all are. */
export function typeFilter(
  wanted: readonly string[] | undefined,
): ((type: { id: string; name: string }) => boolean) | undefined {
  if (wanted === undefined) return undefined;
  const ids = new Set(wanted.flatMap(typeIds));
  const names = new Set(wanted.map((name) => name.toLowerCase()));
  return ({ id, name }) => ids.has(id) || names.has(name.toLowerCase());
}
