import { random } from '../base/random.js';
import type { Layer, Sentence, Span } from '../corpus/sentence.js';
import type { Concept, KnowledgeBase, LayerSettings, Neighbour } from '../knowledge/knowledge-base.js';
import { nameKey } from '../knowledge/normalise.js';

/** A neighbour with the concept it was reached from. */
export interface Drawn extends Neighbour {
  readonly from: Concept;
  /** How related the two are, 0 to 1; undefined where the knowledge base does not know. */
  readonly relatedness: number | undefined;
}

/** What is taken in a mention's place. */
export interface Draw {
  readonly taken: readonly Drawn[];
  /** Neighbours passed over until enough were found: not as related as asked for. */
  readonly outOfRange: number;
}

/** From 0 to 1, both ends included. */
export interface RelatednessRange {
  readonly from: number;
  readonly to: number;
}

/** What a draw depends on besides mention and layer. */
export interface DrawSettings extends Pick<LayerSettings, 'scopes' | 'typeDepth'> {
  readonly perMention: number;
  readonly seed: number;
  /** Takes only neighbours that are so related to the mention's concept. */
  readonly related?: RelatednessRange | undefined;
}

/** Of each concept, where only some are related as asked for. */
const MOST_LOOKED_AT = 1000;

/** The concepts that a mention means: the one it is marked with where that is known, else those of its text. */
export function conceptsOf(kb: KnowledgeBase, sentence: Sentence, span: Span): Concept[] {
  const marked = span.concept === undefined ? undefined : kb.concept(span.concept);
  if (marked !== undefined && !marked.obsolete) return [marked];
  return kb.lookup(sentence.text.slice(span.start, span.end));
}

/**
 * At most `perMention` neighbours of a mention through a layer, each name once and never the
 * mention's own. Several concepts take turns. Neighbours that are not as
 * related as asked for are passed over, so that others come in their place. The draw belongs to (seed, sentence id, span start,
 * layer, concept) alone.
 */
export function drawNeighbours(
  kb: KnowledgeBase,
  { sentence, span, concepts }: { sentence: Sentence; span: Span; concepts: readonly Concept[] },
  layer: Layer,
  { perMention, seed, related, ...settings }: DrawSettings,
): Draw {
  const mention = sentence.text.slice(span.start, span.end);
  const limit = related === undefined ? perMention : Math.max(perMention, MOST_LOOKED_AT);
  const lists = concepts.map((from) => {
    const draw = random(seed, 'substitute', sentence.id, span.start, layer, from.id);
    const options = { ...settings, mention, limit, random: draw };
    return kb.neighbours(from.id, layer, options).map((neighbour) => ({ ...neighbour, from }));
  });
  const seen = new Set([nameKey(mention) || mention]);
  const taken: Drawn[] = [];
  let outOfRange = 0;
  for (const neighbour of inTurns(lists)) {
    if (taken.length === perMention) break;
    const key = nameKey(neighbour.name) || neighbour.name;
    const relatedness = kb.relatedness(neighbour.from.id, neighbour.id);
    if (!isWithin(relatedness, related)) outOfRange++;
    else if (!seen.has(key)) {
      seen.add(key);
      taken.push({ ...neighbour, relatedness });
    }
  }
  return { taken, outOfRange };
}

function isWithin(relatedness: number | undefined, range: RelatednessRange | undefined): boolean {
  if (range === undefined) return true;
  return relatedness !== undefined && relatedness >= range.from && relatedness <= range.to;
}

function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const turns = Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  );
  return turns.flat();
}
