import type { Sentence, Span, Token } from '../../src/corpus/sentence.js';

/**
 * A sentence from words with spaces between; `aspirin/DRUG` begins a mention, `acid/+` goes on with it.
 */
export function sentenceOf(marked: string, id = marked): Sentence {
  const tokens: Token[] = [];
  const spans: Span[] = [];
  let text = '';
  for (const [word = '', mark] of marked
    .split(' ')
    .filter(Boolean)
    .map((part) => part.split('/'))) {
    if (text !== '') text += ' ';
    const token = { start: text.length, end: text.length + word.length };
    text += word;
    tokens.push(token);
    const last = mark === '+' ? spans.pop() : undefined;
    if (last !== undefined) spans.push({ ...last, end: token.end });
    else if (mark !== undefined) spans.push({ ...token, label: mark });
  }
  return { id, text, tokens, spans, origin: { kind: 'gold', file: 'test', line: 1 } };
}

/** A few sentences that a tiny model learns by heart. */
export const LESSONS: readonly Sentence[] = [
  'aspirin/DRUG eased the fever/DISEASE of two mice',
  'hay/DISEASE fever/+ is treated with antihistamines/DRUG',
  'no drug was given to the control group',
  'salicylic/DRUG acid/+ may cause a rash/DISEASE',
  'the nurses saw neither pain/DISEASE nor rash/DISEASE',
].map((text) => sentenceOf(text));

/** Spans without their scores. */
export function plain(spans: readonly Span[]): Span[] {
  return spans.map(({ start, end, label }) => ({ start, end, label }));
}

/** What a tagger finds in each sentence. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
