import Database from 'libsql';
import type { Layer } from '../corpus/sentence.js';
import { type ConceptRelation, conceptRelations } from './concept-relations.js';
import { checkIsReadable } from './file-header.js';
import { conceptGraph } from './graph.js';
import { type KnowledgeBaseSummary, summarise } from './info.js';
import type {
  Concept,
  ConceptReference,
  KnowledgeBase,
  Neighbour,
  NeighbourOptions,
} from './knowledge-base.js';
import { drawCandidates } from './layers/draw.js';
import { LAYER_RULES } from './layers/index.js';
import type { ConceptGraph } from './layers/layer.js';
import { DEFAULT_TYPE_DEPTH, typeAncestors } from './layers/semantic-type.js';
import { nameKey } from './normalise.js';
import { type ConceptQueries, conceptQueries } from './queries.js';
import { relatednessIn } from './relatedness.js';
import { nameSearch, type Search, type SearchHit } from './search/search.js';
import { cellOf } from './sql.js';
import { utsKnowledgeBase } from './uts/uts.js';

/** A knowledge base in a file, with what a reader of it may ask besides. */
export interface StoredKnowledgeBase extends KnowledgeBase {
  /** What the concept is a kind of, in order of id: by any vocabulary, or by this one alone. */
  parents(id: string, vocabulary?: string): ConceptReference[];
  /** The kinds of the concept, in order of id. */
  children(id: string, vocabulary?: string): ConceptReference[];
  /** Its relations besides `is_a`. */
  relations(id: string): ConceptRelation[];
  /** Other ids that lead to it: merged ones, and those of joined concepts. */
  otherIds(id: string): string[];
  /** Its semantic types, or the ancestors at `typeDepth` (2 where not given) that stand for them. */
  semanticTypes(id: string, typeDepth?: number): ConceptReference[];
  /** Names that begin as this one does, for a hint. */
  similarNames(name: string, limit: number): string[];
  /** Full text, prefix and typo-tolerant search over all names, best first. */
  search(query: string, limit: number): SearchHit[];
  summary(): KnowledgeBaseSummary;
}

/**
 * Opens a knowledge base for reading. One that names the UMLS REST service asks it for what the file
 * does not hold.
 *
 * @throws HilgenError `input` where the file is missing, cut short, something else or of a newer schema.
 * @example
 * const kb = openKnowledgeBase('do.kb');
 * kb.lookup('ataxia - telangiectasia')[0]?.id; // 'DOID:12704'
 */
export function openKnowledgeBase(path: string): StoredKnowledgeBase {
  checkIsReadable(path);
  const db = new Database(path);
  for (const setting of READING) db.pragma(setting);
  const local = localKnowledgeBase(db);
  const service = cellOf<string>(db, "SELECT name FROM source WHERE format = 'uts'")();
  if (service !== undefined) return utsKnowledgeBase(local, db, service);
  db.pragma('query_only = 1');
  return local;
}

/** Pages are read where the system has them in memory; at 2 GB a copy of each took half of every question. */
const READING = ['mmap_size = 2147418112', 'cache_size = -16000'];

/** No name is looked for by more; correcting a word takes time that grows with its square. */
const LONGEST_QUERY = 500;

function localKnowledgeBase(db: Database.Database): StoredKnowledgeBase {
  const ask = conceptQueries(db);
  const graph = conceptGraph(db, (text, limit) => {
    return find(text, limit).flatMap(({ id }) => ask.live(id) ?? []);
  });
  const relations = conceptRelations(db);
  const related = relatednessIn(graph);
  let search: Search | undefined;
  const find: Search = (query, limit) => {
    if (query.length > LONGEST_QUERY) return [];
    search ??= nameSearch(db);
    return search(query, limit);
  };
  const about = <T>(id: string, tell: (concept: number) => T[]): T[] => {
    const concept = ask.live(id);
    return concept === undefined ? [] : tell(concept);
  };
  const references = (numbers: readonly number[]): ConceptReference[] => {
    const found = ask.references(numbers);
    return numbers.flatMap((number) => found.get(number) ?? []);
  };
  return {
    lookup: (name) => lookup(ask, name),
    concept: ask.concept,
    neighbours: (id, layer, options) => neighbours(ask, graph, id, layer, options),
    relatedness(one, other) {
      if (one === other) return 1;
      const [from, to] = [ask.live(one), ask.live(other)];
      return from === undefined || to === undefined ? undefined : Number(related(from, to).toFixed(3));
    },
    names: () => ask.names(),
    parents: (id, vocabulary) => about(id, (concept) => references(graph.parents(concept, vocabulary))),
    children: (id, vocabulary) => about(id, (concept) => references(graph.children(concept, vocabulary))),
    relations: (id) => about(id, relations),
    otherIds: (id) => about(id, ask.otherIds),
    semanticTypes: (id, typeDepth = DEFAULT_TYPE_DEPTH) =>
      about(id, (concept) => {
        const given = ask.types(concept);
        return given.length > 0 ? given : references(typeAncestors(graph, concept, typeDepth));
      }),
    similarNames: (name, limit) => ask.similar(nameKey(name), limit),
    search: find,
    summary: () => summarise(db),
    close: () => void db.close(),
  };
}

function lookup(ask: ConceptQueries, name: string): Concept[] {
  const key = nameKey(name);
  if (key === '') return [];
  const found = ask.named(key);
  const exact = found.filter(({ scope }) => scope === 'name' || scope === 'EXACT');
  return (exact.length > 0 ? exact : found).map(({ concept }) => concept);
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
  const drawn = drawCandidates(LAYER_RULES[layer](graph, concept, settings), limit, random);
  const references = ask.references(drawn.map((candidate) => candidate.concept));
  return drawn.flatMap(({ concept: number, via, name }) => {
    const reference = references.get(number);
    return reference === undefined ? [] : [{ ...reference, ...(name && { name }), via }];
  });
}
