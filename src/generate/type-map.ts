import type { Concept } from '../knowledge/knowledge-base.js';
import { typeIds } from '../knowledge/semantic-groups.js';

/**
 * The semantic types that a label stands for: UMLS types (`T047`) and groups (`DISO`), MeSH trees
 * (`C`, `F03`). Labels are met whatever their letter case; one that
 * is not here, or has none, takes any type.
 */
export type TypeMap = Readonly<Record<string, readonly string[]>>;

const DISEASE = ['DISO', 'C', 'F03'];
const CHEMICAL = ['CHEM', 'D'];
const GENE = ['GENE', 'T116', 'T123', 'T126', 'T129', 'T192', 'D08', 'D12', 'D23'];
const CELL = ['T025', 'A11'];
const LIVING = ['LIVB', 'B'];
const ANATOMY = ['ANAT', 'A'];

/** What the labels of common corpora stand for. */
export const DEFAULT_TYPE_MAP: TypeMap = {
  disease: DISEASE,
  SpecificDisease: DISEASE,
  DiseaseClass: DISEASE,
  CompositeMention: DISEASE,
  Modifier: DISEASE,
  disorder: DISEASE,
  problem: DISEASE,
  symptom: ['T184', 'T033', 'C23'],
  cancer: ['T191', 'C04'],
  chemical: CHEMICAL,
  Simple_chemical: CHEMICAL,
  drug: CHEMICAL,
  gene: GENE,
  protein: GENE,
  DNA: GENE,
  RNA: GENE,
  Gene_or_gene_product: GENE,
  cell: CELL,
  cell_type: CELL,
  cell_line: CELL,
  organism: LIVING,
  species: LIVING,
  anatomy: ANATOMY,
  organ: ANATOMY,
  tissue: ['T024', 'A10'],
  procedure: ['PROC', 'E'],
  treatment: ['PROC', 'CHEM', 'D', 'E'],
  test: ['T059', 'T060', 'E01'],
};

/** The types of a label, groups taken apart; `undefined` where it takes any. */
export function typesOfLabel(map: TypeMap, label: string): readonly string[] | undefined {
  const entry = Object.entries(map).find(([name]) => name.toLowerCase() === label.toLowerCase());
  return entry === undefined || entry[1].length === 0 ? undefined : entry[1].flatMap(typeIds);
}

/**
 * Of several meanings of a name those that fit the label. A concept whose terminology gives no
 * types fits any label.
 */
export function fitting(concepts: readonly Concept[], label: string, map: TypeMap): Concept[] {
  const wanted = typesOfLabel(map, label);
  if (wanted === undefined) return [...concepts];
  return concepts.filter(({ types }) => types.length === 0 || types.some((type) => wanted.includes(type)));
}

/** One map over another: a label of the second takes the place of the same label in the first. */
export function mergeTypeMaps(base: TypeMap, over: TypeMap): TypeMap {
  const given = new Set(Object.keys(over).map((label) => label.toLowerCase()));
  const kept = Object.entries(base).filter(([label]) => !given.has(label.toLowerCase()));
  return { ...Object.fromEntries(kept), ...over };
}
