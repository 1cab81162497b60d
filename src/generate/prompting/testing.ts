import type { Sentence, Span } from '../../corpus/sentence.js';
import { tokenise } from '../../corpus/tokenise.js';
import type { ModelRequest } from '../../llm/index.js';
import type { Ask } from './candidates.js';

/** For tests: a terminology of eye diseases. */
export const EYE_OBO = `ontology: toy
[Term]
id: T:0
name: disease
[Term]
id: T:1
name: eye disease
is_a: T:0
[Term]
id: T:2
name: red eye
def: "Redness of the eye." []
synonym: "eye redness" EXACT []
is_a: T:1
[Term]
id: T:3
name: dry eye
def: "Too few tears." []
is_a: T:1
[Term]
id: T:4
name: pink eye
is_a: T:1
`;

/** For tests: a sentence with its mentions marked as `[text|label]`. */
export function labelled(id: string, marked: string): Sentence {
  const spans: Span[] = [];
  let text = '';
  for (const [piece, mention, label] of marked.matchAll(/\[([^|\]]+)\|([^\]]+)\]|[^[]+/gu)) {
    if (mention !== undefined && label !== undefined) {
      spans.push({ start: text.length, end: text.length + mention.length, label });
    }
    text += mention ?? piece;
  }
  return { id, text, tokens: tokenise(text), spans, origin: { kind: 'gold', file: 'few.tsv', line: 1 } };
}

export const SHOTS: readonly Sentence[] = [
  labelled('few-1', 'The patient came with a [red eye|Disease] and was given [timolol|Chemical].'),
  labelled('few-2', 'In this study [gout|Disease] was seen in two of nine men.'),
];

/** For tests: a model that answers by the prompt's text. */
export function answering(answer: (prompt: string, request: ModelRequest) => string | undefined): Ask {
  return async (requests) =>
    requests.map((request, at) => {
      const { prompt } = request;
      const text =
        prompt.kind === 'text' ? prompt.text : prompt.messages.map(({ content }) => content).join('\n');
      const said = answer(text, request);
      if (said === undefined) return undefined;
      const usage = { promptTokens: 1, completionTokens: 1 };
      return { key: `key-${at}`, completion: { text: said, usage, model: 'fake', finish: 'stop' } };
    });
}
