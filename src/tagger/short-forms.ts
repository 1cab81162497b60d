import type { Sentence, Span } from '../corpus/sentence.js';
import { definitionsIn, explains } from '../knowledge/match/abbreviations.js';
import { makeShortForms } from '../knowledge/match/short-forms.js';
import { type Run, runsOf } from './dictionary-runs.js';
import { tagSentences } from './tag-sentences.js';
import type { TaggerModel } from './tagger.js';
import { onTokenEdges } from './token-edges.js';

/**
 * Short forms that the text explains (`ataxia telangiectasia (AT)`, after Schwartz and Hearst 2003) are what their long
 * forms were found to be, wherever the document has them; of sentences without documents, in the explaining one and the
 * 15 behind it. A mention of such a short form whose long form is none goes. What is added has the long form's label and score.
 */
export function spreadShortForms(sentences: readonly Sentence[]): Sentence[] {
  return runsOf(sentences).flatMap(spread);
}

function spread({ sentences, reach }: Run): readonly Sentence[] {
  const learnt = sentences.flatMap(({ text, spans }, at) =>
    definitionsIn(text).map((definition) => ({
      ...{ ...definition, at },
      match: spans.find((span) => explains(span, definition)),
    })),
  );
  if (learnt.length === 0) return sentences;
  const apply = makeShortForms(learnt, reach);
  return sentences.map((sentence, at) => {
    const spans = apply(sentence.text, at, sentence.spans);
    return spans === sentence.spans ? sentence : { ...sentence, spans: settled(sentence, spans) };
  });
}

/** A tagger's own spans as they are, those added on the edges of tokens where they can be. */
function settled(sentence: Sentence, spans: readonly Span[]): Span[] {
  return spans.flatMap((span) => {
    if (sentence.spans.includes(span)) return [span];
    const place = onTokenEdges(sentence, span);
    if (place === undefined) return [];
    const isFree = spans.every(
      (other) => other === span || other.end <= place.start || place.end <= other.start,
    );
    return isFree ? [{ ...span, ...place }] : [];
  });
}

/** A tagger that spreads short forms over the sentences it is given together (`spreadShortForms`). */
export function withShortForms(tagger: TaggerModel): TaggerModel {
  return {
    labels: tagger.labels,
    async *tag(sentences, work) {
      const tagged = await tagSentences(tagger, sentences, work);
      for (const { spans } of spreadShortForms(tagged)) yield spans;
    },
    close: () => tagger.close(),
  };
}
