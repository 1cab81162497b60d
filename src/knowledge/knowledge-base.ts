import type { Random } from '../base/random.js';
import type { Layer } from '../corpus/sentence.js';

/** How closely a name means its concept, as OBO has it. `name` is the preferred one. */
export type Scope = 'name' | 'EXACT' | 'NARROW' | 'BROAD' | 'RELATED';

export interface ConceptName {
  readonly text: string;
  readonly scope: Scope;
}

/** One meaning in a terminology. */
export interface Concept {
  readonly id: string;
  readonly name: string;
  readonly names: readonly ConceptName[];
  readonly definition?: string | undefined;
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

export interface NeighbourOptions {
  readonly limit: number;
  /** Decides which neighbours are taken where there are more than `limit`, and their order. */
  readonly random: Random;
}

/** The questions that generation and the dictionary tagger ask. Obsolete concepts answer only to `concept`. */
export interface KnowledgeBase {
  /** Concepts with this name, insensitive to case, spaces, hyphens and word-inner punctuation. */
  lookup(name: string): Concept[];
  concept(id: string): Concept | undefined;
  /** Without the concept itself, without repeats, in seeded order. */
  neighbours(id: string, layer: Layer, options: NeighbourOptions): Neighbour[];
  /** Every usable name with its concept, for building a dictionary. */
  names(): Iterable<{ readonly text: string; readonly concept: string; readonly scope: Scope }>;
  close(): void;
}
