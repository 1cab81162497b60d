import type Database from 'libsql';
import type { Layer } from '../../corpus/sentence.js';
import type { Concept, ConceptName, Neighbour, NeighbourOptions } from '../knowledge-base.js';
import { drawCandidates } from '../layers/draw.js';
import { nameKey } from '../normalise.js';
import type { StoredKnowledgeBase } from '../store.js';
import { answerTable } from './answers.js';
import { utsApi } from './api.js';
import { type ClientOptions, utsClient } from './client.js';
import { sleep, threadFetcher } from './fetch.js';
import { type LayerAnswers, layerAnswers } from './layers.js';
import { hierarchy, resourceOf } from './relatives.js';

/** The settings of a client that tests replace. */
export type UtsOptions = Partial<Pick<ClientOptions, 'apiKey' | 'fetcher' | 'sleep'>>;

/**
 * A knowledge base that asks the UMLS REST service for what its file does not hold, and keeps every
 * answer there. Names for a dictionary come from the file alone, and so do semantic types' members:
 * the service lists neither.
 */
export function utsKnowledgeBase(
  local: StoredKnowledgeBase,
  db: Database.Database,
  base: string,
  { apiKey = process.env.UMLS_API_KEY, ...rest }: UtsOptions = {},
): StoredKnowledgeBase {
  const fetcher = rest.fetcher ?? threadFetcher();
  const ask = utsClient({ base, apiKey, sleep, ...rest, fetcher, store: answerTable(db) });
  const api = utsApi(ask);
  const { relatives, own } = hierarchy(api);
  const conceptOf = (id: string): Concept | undefined => remoteConcept(api, id);
  const answers = layerAnswers({ api, relatives, own, conceptOf });
  return {
    ...local,
    lookup(name) {
      const found = local.lookup(name);
      if (found.length > 0 || nameKey(name) === '') return found;
      const ids = api.search(name, 'exact').map(({ id }) => id);
      return ids.sort().flatMap((id) => conceptOf(id) ?? []);
    },
    concept: (id) => local.concept(id) ?? conceptOf(id),
    neighbours(id, layer, options) {
      return local.concept(id) ? local.neighbours(id, layer, options) : drawn(answers, id, layer, options);
    },
    search(query, limit) {
      const found = local.search(query, limit);
      if (found.length > 0) return found;
      const results = api.search(query, 'words').slice(0, limit);
      return results.map((one) => ({ ...one, matched: one.name, kind: 'words', edits: 0 }));
    },
    parents: (id, vocabulary) =>
      local.concept(id) ? local.parents(id, vocabulary) : relatives(id, 'parents', vocabulary),
    children: (id, vocabulary) =>
      local.concept(id) ? local.children(id, vocabulary) : relatives(id, 'children', vocabulary),
    semanticTypes(id, typeDepth) {
      if (local.concept(id)) return local.semanticTypes(id, typeDepth);
      const resource = resourceOf(id);
      return resource === undefined ? [] : [...(api.about(resource)?.types ?? [])];
    },
    close() {
      fetcher.close();
      local.close();
    },
  };
}

function drawn(answers: LayerAnswers, id: string, layer: Layer, options: NeighbourOptions): Neighbour[] {
  const { limit, random, ...settings } = options;
  const found = answers(id, layer, settings);
  const places = found.map((_, concept) => ({ concept, via: [] }));
  return drawCandidates(places, limit, random).flatMap(({ concept }) => found[concept] ?? []);
}

function remoteConcept(api: ReturnType<typeof utsApi>, id: string): Concept | undefined {
  const resource = resourceOf(id);
  const found = resource === undefined ? undefined : api.about(resource);
  if (resource === undefined || found === undefined) return undefined;
  const isCode = !resource.startsWith('CUI/');
  return {
    id: isCode ? id : found.id,
    name: found.name,
    names: namesOf(api, resource, found.name),
    definition: isCode ? undefined : api.definitions(resource)[0]?.value,
    types: found.types.map((type) => type.id).sort(),
    xrefs: [],
    obsolete: false,
  };
}

/** English names that are neither suppressed nor obsolete: the service leaves those out by itself. */
function namesOf(api: ReturnType<typeof utsApi>, resource: string, preferred: string): ConceptName[] {
  const vocabularies = new Map<string, Set<string>>();
  for (const { name, rootSource } of api.atoms(resource, { language: 'ENG' })) {
    vocabularies.set(name, (vocabularies.get(name) ?? new Set()).add(rootSource));
  }
  if (!vocabularies.has(preferred)) vocabularies.set(preferred, new Set());
  const names = Array.from(vocabularies, ([text, have]): ConceptName => {
    const scope = text === preferred ? 'name' : 'EXACT';
    return { text, scope, ...(have.size > 0 && { vocabularies: [...have].sort() }) };
  });
  const rank = ({ scope }: ConceptName): number => (scope === 'name' ? 0 : 1);
  return names.sort((a, b) => rank(a) - rank(b) || (a.text < b.text ? -1 : 1));
}
