import type { ConceptName, LayerSettings } from '../knowledge-base.js';

/** What the layers ask of the store. Concepts are their row numbers, which ascend with their ids; so do lists. */
export interface ConceptGraph {
  id(concept: number): string;
  /** Whether it has a preferred name. */
  isNamed(concept: number): boolean;
  names(concept: number): readonly ConceptName[];
  /** What the concept is a kind of, by any vocabulary or by this one alone. */
  parents(concept: number, vocabulary?: string): readonly number[];
  /** Those that have a name. */
  children(concept: number, vocabulary?: string): readonly number[];
  /** The concept itself and all above it, with their depths; a depth is absent where no root leads there. */
  lineage(concept: number): readonly { readonly concept: number; readonly depth: number | undefined }[];
  /** All below the concept that have a name, without itself, ascending. */
  descendants(concept: number): Int32Array;
  /** How many are below the concept, without itself, named or not. */
  hyponyms(concept: number): number;
  /** How many concepts there are, without obsolete ones. */
  size(): number;
  /** Semantic types that the terminology itself gives. */
  types(concept: number): readonly { readonly type: number; readonly id: string }[];
  /** Concepts of a semantic type that have a name, ascending. */
  typed(type: number): Int32Array;
  /** Concepts with names like this text, best first. */
  search(text: string, limit: number): readonly number[];
}

/** Something that may take a concept's place. */
export interface Candidate {
  readonly concept: number;
  /** Ids passed on the way. */
  readonly via: readonly string[];
  /** The preferred name where not given. */
  readonly name?: string | undefined;
}

/**
 * Candidates to draw from, which need not be made before they are drawn: a semantic type has half
 * a million. `at` gives `undefined` for a place that leads nowhere new.
 */
export type Candidates = Pick<readonly Candidate[], 'length' | 'at'>;

/** Every candidate that a layer leads to, in an order that follows from the terminology's content alone. */
export type LayerRule = (graph: ConceptGraph, concept: number, settings: LayerSettings) => Candidates;

/** The candidates without the concept itself, each concept once: the first way to it counts. */
export function distinct(concept: number, candidates: Iterable<Candidate>): Candidate[] {
  const seen = new Set([concept]);
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    if (seen.has(candidate.concept)) continue;
    seen.add(candidate.concept);
    kept.push(candidate);
  }
  return kept;
}
