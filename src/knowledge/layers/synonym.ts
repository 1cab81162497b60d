import { EXACT_SCOPES } from '../knowledge-base.js';
import { nameKey } from '../normalise.js';
import type { LayerRule } from './layer.js';

/** Other names of the same concept: its preferred and EXACT ones, or those of the scopes asked for. */
export const synonym: LayerRule = (graph, concept, { mention, scopes = EXACT_SCOPES }) => {
  const names = graph.names(concept);
  const standing = mention ?? names.find(({ scope }) => scope === 'name')?.text ?? '';
  const seen = new Set([keyOf(standing)]);
  const others = names.filter(({ text, scope }) => {
    const key = keyOf(text);
    if (!scopes.includes(scope) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return others.map(({ text }) => ({ concept, via: [], name: text }));
};

function keyOf(text: string): string {
  return nameKey(text) || text;
}
