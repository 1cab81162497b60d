import { z } from 'zod';
import type { Document } from '../document.js';
import { piecesOf } from '../document.js';
import { corpusName } from '../file-names.js';
import type { ReadOptions } from '../read-options.js';
import { tokenRange } from '../spans-to-tags.js';
import { cutTokens, sentencesOf } from '../views.js';
import { jsonArray } from './array.js';
import { jsonRecords } from './records.js';
import { joinWords } from './words.js';

const example = z.object({
  tokenized_text: z.array(z.string().min(1)).min(1),
  ner: z.array(z.tuple([z.int().min(0), z.int().min(0), z.string().min(1)])),
  id: z.union([z.string(), z.number()]).transform(String).optional(),
});

/**
 * The sentences of GLiNER's training files: words, and mentions as first word, last word, label. The text is the
 * words joined by single spaces.
 *
 * @throws HilgenError `input` with the place of the first malformed value.
 */
export async function* readGliner(path: string, _options: ReadOptions = {}): AsyncGenerator<Document> {
  let number = 0;
  for await (const { line, where, parse } of jsonRecords(path)) {
    number++;
    const {
      tokenized_text: words,
      ner,
      id = `${corpusName(path)}-${number}`,
    } = parse(
      example.refine(
        ({ ner, tokenized_text }) =>
          ner.every(([first, last]) => first <= last && last < tokenized_text.length),
        {
          error: 'a mention that is no run of the words',
          path: ['ner'],
        },
      ),
    );
    const { text, tokens } = joinWords(words);
    const spans = ner.map(([first, last, label]) => ({
      start: tokens[first]?.start ?? 0,
      end: tokens[last]?.end ?? 0,
      label,
    }));
    const place = { start: 0, end: text.length, tokens };
    const file = where.startsWith(`${path}:`) ? line : 1;
    yield { id, text, spans, sentences: [place], origin: { kind: 'gold', file: path, line: file } };
  }
}

/** GLiNER's form: an array of sentences, mentions by the numbers of their first and last words. */
export const glinerJson = jsonArray((document) =>
  sentencesOf(document)
    .map((sentence) => ({
      ...sentence,
      tokens: cutTokens(sentence.tokens, sentence.spans.flatMap(piecesOf)),
    }))
    .filter(({ tokens }) => tokens.length > 0)
    .map((sentence) => ({
      id: sentence.id,
      tokenized_text: sentence.tokens.map(({ start, end }) => sentence.text.slice(start, end)),
      ner: sentence.spans.map((span) => {
        const { first, last } = tokenRange(sentence, span);
        return [first, last, span.label];
      }),
    })),
);
