import type { Layer } from '../../corpus/sentence.js';
import type { Concept, ConceptReference, LayerSettings, Neighbour } from '../knowledge-base.js';
import { SEARCH_RESULTS } from '../layers/search.js';
import { nameKey } from '../normalise.js';
import type { utsApi } from './api.js';
import type { hierarchy } from './relatives.js';

/** What the layers ask the service. */
interface Sources extends ReturnType<typeof hierarchy> {
  readonly api: ReturnType<typeof utsApi>;
  readonly conceptOf: (id: string) => Concept | undefined;
}

/** All that a layer leads to from a concept, before any are drawn. */
export type LayerAnswers = (id: string, layer: Layer, settings: LayerSettings) => readonly Neighbour[];

type Rule = (sources: Sources, id: string, settings: LayerSettings) => readonly Neighbour[];

const RULES: Readonly<Record<Layer, Rule>> = {
  synonym({ conceptOf }, id, { mention }) {
    const concept = conceptOf(id);
    const seen = new Set([nameKey(mention ?? concept?.name ?? '')]);
    const others = (concept?.names ?? []).filter(({ text }) => {
      const key = nameKey(text) || text;
      return !seen.has(key) && seen.add(key);
    });
    return others.map(({ text }) => ({ id, name: text, via: [] }));
  },
  'semantic-type': () => [],
  parent: ({ relatives }, id, { vocabulary }) => relatives(id, 'parents', vocabulary).map(direct),
  child: ({ relatives }, id, { vocabulary }) => relatives(id, 'children', vocabulary).map(direct),
  sibling({ relatives, own }, id, { vocabulary }) {
    const self = new Set([id, ...own(id, vocabulary)]);
    const found = new Map<string, Neighbour>();
    for (const parent of relatives(id, 'parents', vocabulary)) {
      for (const child of relatives(parent.id, 'children', vocabulary)) {
        if (!self.has(child.id) && !found.has(child.id)) found.set(child.id, { ...child, via: [parent.id] });
      }
    }
    return [...found.values()];
  },
  search({ api, conceptOf }, id, { mention }) {
    const text = mention ?? conceptOf(id)?.name ?? '';
    const first = api.search(text, 'words').slice(0, SEARCH_RESULTS);
    return first.filter((one) => one.id !== id).map(direct);
  },
};

/** The layers, as far as the service can answer them; it lists no concepts of a semantic type. */
export function layerAnswers(sources: Sources): LayerAnswers {
  return (id, layer, settings) => RULES[layer](sources, id, settings);
}

function direct(reference: ConceptReference): Neighbour {
  return { ...reference, via: [] };
}
