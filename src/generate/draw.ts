import { random } from '../base/random.js';
import type { Layer, Sentence, Span } from '../corpus/sentence.js';
import type { Concept, KnowledgeBase, LayerSettings, Neighbour } from '../knowledge/knowledge-base.js';
import { nameKey } from '../knowledge/normalise.js';

/** A neighbour with the concept it was reached from. */
export interface Drawn extends Neighbour {
  readonly from: Concept;
}

/** What a draw depends on besides mention and layer. */
export interface DrawSettings extends Pick<LayerSettings, 'scopes' | 'typeDepth'> {
  readonly perMention: number;
  readonly seed: number;
}

/** The concepts that a mention means: the one it is marked with where that is known, else those of its text. */
export function conceptsOf(kb: KnowledgeBase, sentence: Sentence, span: Span): Concept[] {
  const marked = span.concept === undefined ? undefined : kb.concept(span.concept);
  if (marked !== undefined && !marked.obsolete) return [marked];
  return kb.lookup(sentence.text.slice(span.start, span.end));
}

/**
 * At most `perMention` neighbours of a mention through a layer, each name once and never the
 * mention's own. Several concepts take turns. The draw belongs to (seed, sentence id, span start,
 * layer, concept) alone.
 */
export function drawNeighbours(
  kb: KnowledgeBase,
  { sentence, span, concepts }: { sentence: Sentence; span: Span; concepts: readonly Concept[] },
  layer: Layer,
  { perMention, seed, ...settings }: DrawSettings,
): Drawn[] {
  const mention = sentence.text.slice(span.start, span.end);
  const lists = concepts.map((from) => {
    const draw = random(seed, 'substitute', sentence.id, span.start, layer, from.id);
    const options = { ...settings, mention, limit: perMention, random: draw };
    return kb.neighbours(from.id, layer, options).map((neighbour): Drawn => ({ ...neighbour, from }));
  });
  const seen = new Set([nameKey(mention) || mention]);
  const fresh = inTurns(lists).filter(({ name }) => {
    const key = nameKey(name) || name;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return fresh.slice(0, perMention);
}

function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  );
  return turns.flat();
}
