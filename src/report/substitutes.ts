import type { Layer, Sentence } from '../corpus/index.js';
import type { KnowledgeBase } from '../knowledge/index.js';

/** What took a mention's place in a sentence made by substitution. */
export interface Substitute {
  readonly layer: Layer;
  /** The mention's text; undefined where its sentence is not among those given. */
  readonly mention: string | undefined;
  /** The concept it means. */
  readonly from: string;
  readonly name: string | undefined;
  /** The concept that took its place. */
  readonly to: string;
  /** How related the two are, 0 to 1; undefined where nobody knows. */
  readonly relatedness: number | undefined;
}

/** The substitutes of sentences made of `few`; relatedness that was not noted is asked of the knowledge base. */
export function substitutesIn(
  sentences: readonly Sentence[],
  few: readonly Sentence[],
  kb?: Pick<KnowledgeBase, 'concept' | 'relatedness'>,
): Substitute[] {
  const texts = new Map(few.map(({ id, text }) => [id, text]));
  return sentences.flatMap(({ origin }) => {
    if (origin.kind !== 'substitution') return [];
    const { layer, source, span, from, to, relatedness = kb?.relatedness(from, to) } = origin;
    const mention = texts.get(source)?.slice(span.start, span.end);
    return [{ layer, mention, from, name: kb?.concept(from)?.name, to, relatedness }];
  });
}
