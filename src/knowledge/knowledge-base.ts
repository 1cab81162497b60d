import type { Random } from '../base/random.js';
import type { Layer } from '../corpus/sentence.js';

/** How closely a name means its concept, as OBO has it, closest first. `name` is the preferred one. */
export const SCOPES = ['name', 'EXACT', 'NARROW', 'BROAD', 'RELATED'] as const;
export type Scope = (typeof SCOPES)[number];

/** Scopes whose names mean the concept itself, no more and no less. */
export const EXACT_SCOPES: readonly Scope[] = ['name', 'EXACT'];

export interface ConceptName {
  readonly text: string;
  readonly scope: Scope;
  /** The vocabularies that have it, where the terminology is made of several. */
  readonly vocabularies?: readonly string[] | undefined;
}

/** A concept in passing: enough to print or to ask further. */
export interface ConceptReference {
  readonly id: string;
  readonly name: string;
}

/** One meaning in a terminology. Read from a knowledge base it tells more than id and name while that is open. */
export interface Concept extends ConceptReference {
  readonly names: readonly ConceptName[];
  readonly definition?: string | undefined;
  /** Ids of the semantic types that the terminology itself gives; empty for a plain ontology. */
  readonly types: readonly string[];
  readonly xrefs: readonly string[];
  readonly obsolete: boolean;
}

/** A concept reached from another through a layer. */
export interface Neighbour {
  readonly id: string;
  /** The name to put in a sentence. */
  readonly name: string;
  /** Concepts passed on the way: the shared parent of siblings, the shared type. */
  readonly via: readonly string[];
}

/** What shapes a layer's answer besides the concept. */
export interface LayerSettings {
  /** Synonym layer: the name that stands already and is left out; the preferred name where not given. */
  readonly mention?: string | undefined;
  /** Synonym layer: which names count, `EXACT_SCOPES` where not given. */
  readonly scopes?: readonly Scope[] | undefined;
  /** Semantic-type layer, concepts without types of their own: the depth of the ancestor that stands for the type, 2 where not given. */
  readonly typeDepth?: number | undefined;
  /** Parent, child and sibling layers: only relations that this vocabulary asserts, for example `SNOMEDCT_US`. */
  readonly vocabulary?: string | undefined;
}

export interface NeighbourOptions extends LayerSettings {
  readonly limit: number;
  /** Decides which neighbours are taken where there are more than `limit`, and their order. */
  readonly random: Random;
}

/** The questions that generation and the dictionary tagger ask. Obsolete concepts answer only to `concept`. */
export interface KnowledgeBase {
  /**
   * Concepts with this name under `nameKey`, in order of id. Those it names exactly; where there
   * are none, those it names as a narrower, broader or related word.
   */
  lookup(name: string): Concept[];
  /** By id or by an alternative (merged) id. */
  concept(id: string): Concept | undefined;
  /** Without the concept itself, without repeats, in seeded order. An unknown id has none. */
  neighbours(id: string, layer: Layer, options: NeighbourOptions): Neighbour[];
  /**
   * How related two concepts are by what they are kinds of, 0 to 1 to three decimals (`relatednessIn`): 1 for the same
   * one; undefined where the knowledge base does not hold one of them.
   */
  relatedness(one: string, other: string): number | undefined;
  /** Every usable name with its concept, for building a dictionary. */
  names(): Iterable<{ readonly text: string; readonly concept: string; readonly scope: Scope }>;
  close(): void;
}
