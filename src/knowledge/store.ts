import Database from 'libsql';
import type { Layer } from '../corpus/sentence.js';
import { checkIsKnowledgeBase } from './file-header.js';
import { conceptGraph } from './graph.js';
import { type KnowledgeBaseSummary, summarise } from './info.js';
import type {
  Concept,
  ConceptReference,
  KnowledgeBase,
  Neighbour,
  NeighbourOptions,
} from './knowledge-base.js';
import { LAYER_RULES } from './layers/index.js';
import type { ConceptGraph } from './layers/layer.js';
import { DEFAULT_TYPE_DEPTH, typeAncestors } from './layers/semantic-type.js';
import { nameKey } from './normalise.js';
import { type ConceptQueries, conceptQueries } from './queries.js';
import { scopeOf } from './schema.js';

/** A knowledge base in a file, with what a reader of it may ask besides. */
export interface StoredKnowledgeBase extends KnowledgeBase {
  /** What the concept is a kind of, in order of id. */
  parents(id: string): ConceptReference[];
  /** The kinds of the concept, in order of id. */
  children(id: string): ConceptReference[];
  /** Its semantic types, or the ancestors at `typeDepth` (2 where not given) that stand for them. */
  semanticTypes(id: string, typeDepth?: number): ConceptReference[];
  /** Names that begin as this one does, for a hint. */
  similarNames(name: string, limit: number): string[];
  summary(): KnowledgeBaseSummary;
}

/**
 * Opens a knowledge base for reading.
 *
 * @throws HilgenError `input` where the file is missing, cut short, something else or of a newer schema.
 * @example
 * const kb = openKnowledgeBase('do.kb');
 * kb.lookup('ataxia - telangiectasia')[0]?.id; // 'DOID:12704'
 */
export function openKnowledgeBase(path: string): StoredKnowledgeBase {
  checkIsKnowledgeBase(path);
  const db = new Database(path);
  db.pragma('query_only = 1');
  const graph = conceptGraph(db);
  const ask = conceptQueries(db, graph);
  const references = (numbers: readonly number[]): ConceptReference[] => numbers.map(ask.reference);
  const listed = (id: string, list: (concept: number) => readonly number[]): ConceptReference[] => {
    const concept = ask.live(id);
    return concept === undefined ? [] : references(list(concept));
  };
  return {
    lookup: (name) => lookup(ask, name),
    concept: (id) => {
      const number = ask.find(id);
      return number === undefined ? undefined : ask.concept(number);
    },
    neighbours: (id, layer, options) => neighbours(ask, graph, id, layer, options),
    names: () => ask.names(),
    parents: (id) => listed(id, graph.parents),
    children: (id) => listed(id, graph.children),
    semanticTypes: (id, typeDepth = DEFAULT_TYPE_DEPTH) => {
      const concept = ask.live(id);
      const given = concept === undefined ? [] : ask.types(concept);
      return given.length > 0 ? given : listed(id, (number) => typeAncestors(graph, number, typeDepth));
    },
    similarNames: (name, limit) => ask.similar(nameKey(name), limit),
    summary: () => summarise(db),
    close: () => void db.close(),
  };
}

function lookup(ask: ConceptQueries, name: string): Concept[] {
  const key = nameKey(name);
  if (key === '') return [];
  const found = ask.named(key);
  const exact = found.filter(([, scope]) => scopeOf(scope) === 'name' || scopeOf(scope) === 'EXACT');
  return (exact.length > 0 ? exact : found).map(([concept]) => ask.concept(concept));
}

function neighbours(
  ask: ConceptQueries,
  graph: ConceptGraph,
  id: string,
  layer: Layer,
  { limit, random, ...settings }: NeighbourOptions,
): Neighbour[] {
  const concept = ask.live(id);
  if (concept === undefined) return [];
  const candidates = LAYER_RULES[layer](graph, concept, settings);
  return random
    .sample(candidates, limit)
    .map(({ concept, via, name }) => ({ ...ask.reference(concept), ...(name && { name }), via }));
}
