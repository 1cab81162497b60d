import type { Layer, Sentence, Span, SubstitutionOrigin } from '../corpus/sentence.js';
import type { Concept, KnowledgeBase } from '../knowledge/knowledge-base.js';
import { nameKey } from '../knowledge/normalise.js';
import { type DrawSettings, drawNeighbours } from './draw.js';
import type { Marked } from './edit.js';
import { replaceMention } from './replace-mention.js';
import type { TokenStyle } from './token-style.js';

/** A labelled span with the concepts that it means. */
export interface Mention {
  readonly sentence: Sentence;
  readonly span: Span;
  readonly concepts: readonly Concept[];
}

/** A mention's sentence with another name in the mention's place. */
export interface Variant {
  readonly marked: Marked;
  readonly origin: SubstitutionOrigin;
}

/** What one layer gives. */
export interface Variants {
  /** In drawn order. */
  readonly found: readonly Variant[];
  /** Neighbours passed over: not as related as asked for. */
  readonly outOfRange: number;
}

/** The variants of a mention's sentence through one layer. */
export function variants(
  kb: KnowledgeBase,
  mention: Mention,
  layer: Layer,
  style: TokenStyle,
  settings: DrawSettings,
): Variants {
  const { sentence, span } = mention;
  const { taken, outOfRange } = drawNeighbours(kb, mention, layer, settings);
  const found = taken.map(({ id, name, via, from, relatedness }): Variant => {
    const known = spelling(from, sentence.text.slice(span.start, span.end));
    const way = { layer, from: from.id, to: id, via, relatedness, seed: settings.seed };
    return {
      marked: replaceMention(sentence, span, { name, concept: id, known }, style),
      origin: { kind: 'substitution', source: sentence.id, span, ...way },
    };
  });
  return { found, outOfRange };
}

/** The concept's own spelling of a mention, where the mention is one of its names. */
function spelling(concept: Concept, mention: string): string | undefined {
  const key = nameKey(mention);
  return concept.names.find(({ text }) => nameKey(text) === key)?.text;
}
