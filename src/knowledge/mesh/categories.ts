import type { TypeReference } from '../importer.js';

/** The branches of the MeSH tree, by the letter that their numbers begin with. */
const BRANCHES: Readonly<Record<string, string>> = {
  A: 'Anatomy',
  B: 'Organisms',
  C: 'Diseases',
  D: 'Chemicals and Drugs',
  E: 'Analytical, Diagnostic and Therapeutic Techniques, and Equipment',
  F: 'Psychiatry and Psychology',
  G: 'Phenomena and Processes',
  H: 'Disciplines and Occupations',
  I: 'Anthropology, Education, Sociology, and Social Phenomena',
  J: 'Technology, Industry, and Agriculture',
  K: 'Humanities',
  L: 'Information Science',
  M: 'Named Groups',
  N: 'Health Care',
  V: 'Publication Characteristics',
  Z: 'Geographicals',
};

/** The types that tree numbers stand for: the branch (`C`) and its first node (`C04`), each once. */
export function typesOf(
  treeNumbers: readonly string[],
  nameOf: (treeNumber: string) => string | undefined,
): TypeReference[] {
  const types = new Map<string, string>();
  for (const number of treeNumbers) {
    const branch = number.slice(0, 1);
    const node = number.split('.', 1)[0] ?? number;
    types.set(branch, BRANCHES[branch] ?? branch);
    types.set(node, nameOf(node) ?? node);
  }
  return Array.from(types, ([id, name]) => ({ id, name }));
}

/** A tree number's parent: the number less its last part. */
export function parentNumber(treeNumber: string): string | undefined {
  const dot = treeNumber.lastIndexOf('.');
  return dot === -1 ? undefined : treeNumber.slice(0, dot);
}

/** Whether any of the tree numbers lies under one of the beginnings wanted (`C`, `F03`, `C04.588`). */
export function isUnder(treeNumbers: readonly string[], wanted: readonly string[]): boolean {
  return treeNumbers.some((number) =>
    wanted.some((start) =>
      start.length === 1 ? number.startsWith(start) : number === start || number.startsWith(`${start}.`),
    ),
  );
}
