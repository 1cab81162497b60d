import { countRight, type SpanClaim } from '../place-claims.js';
import type { Attributes } from '../sentence.js';
import { UNITS } from '../units.js';
import type { BiocAnnotation, BiocDocument, BiocPassage } from './collection.js';

/** The claims with offsets from the passage's start, whichever of the two starts the source counts from. */
export function claimsOf(
  annotations: readonly BiocAnnotation[],
  text: string,
  { offset }: BiocPassage,
  conceptKey: string | undefined,
): SpanClaim[] {
  const fromDocument = annotations.map((one) => claimOf(one, offset, conceptKey));
  if (offset === 0 || countRight(text, fromDocument, 'codepoints') === fromDocument.length)
    return fromDocument;
  const fromPassage = annotations.map((one) => claimOf(one, 0, conceptKey));
  const best = (claims: readonly SpanClaim[]): number =>
    Math.max(...UNITS.map((unit) => countRight(text, claims, unit)));
  return best(fromPassage) > best(fromDocument) ? fromPassage : fromDocument;
}

/** An annotation as a claim, its offsets counted from `base`. */
export function claimOf(
  { id, infons, text, locations }: BiocAnnotation,
  base: number,
  conceptKey: string | undefined,
): SpanClaim {
  const { type = 'entity', ...told } = infons;
  const { score, others } = scoreIn(told);
  const key = [conceptKey, ...CONCEPT_KEYS].find((name) => name !== undefined && isConcept(others[name]));
  const { [key ?? '']: concept, ...rest } = others;
  const attributes: Attributes =
    key === undefined || key === (conceptKey ?? 'identifier') ? rest : { ...rest, [KEY]: key };
  return {
    pieces: locations.map(({ offset, length }) => ({ start: offset - base, end: offset - base + length })),
    surface: text ?? undefined,
    span: {
      label: type === '' ? 'entity' : type,
      ...(concept !== undefined && { concept }),
      ...(score !== undefined && { score }),
      ...(id !== undefined && id !== '' && { id }),
      ...(Object.keys(attributes).length > 0 && { attributes }),
    },
  };
}

/** The attribute that keeps which infon the concept stood in, where it is not the document's usual one. */
export const KEY = 'infon';

/** Infons in which concepts are found in the wild. */
const CONCEPT_KEYS = [
  'identifier',
  'MESH',
  'OMIM',
  'CUI',
  'UMLS',
  'NCBI GENE',
  'NCBI Gene',
  'Identifier',
  'concept',
];

const isConcept = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '-1' && value !== '-';

/** The infon that most of the document's concepts stand in. */
export function commonConceptKey({ passages }: BiocDocument): string | undefined {
  const counts = new Map<string, number>();
  for (const { infons } of passages
    .flatMap((passage) => [passage, ...passage.sentences])
    .flatMap((holder) => holder.annotations)) {
    const key = CONCEPT_KEYS.find((name) => isConcept(infons[name]));
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** The score, where an infon of that name is one as hilgen writes it. */
function scoreIn({ score, ...others }: Attributes): { score?: number; others: Attributes } {
  if (score === undefined) return { others };
  const number = Number(score);
  const isScore = number > 0 && number <= 1 && String(number) === score;
  return isScore ? { score: number, others } : { others: { ...others, score } };
}
