import type { Document } from '../document.js';
import { type Encode, each } from '../format.js';
import type { ReadOptions } from '../read-options.js';
import { taggedSentences } from '../views.js';
import { type Row, readRows, rowOf, rowShape, tagsOf } from './hf-rows.js';
import { jsonRecords } from './records.js';

/**
 * The sentences of a Hugging Face data set as JSON Lines: `tokens` and `ner_tags`, by name, or by number where
 * `labelMap` names them.
 *
 * @throws HilgenError `input` with the place of the first malformed row.
 */
export async function* readHfJsonl(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  yield* readRows(() => rowsOf(path), options.labelMap, path, options);
}

async function* rowsOf(path: string): AsyncGenerator<Row> {
  for await (const { line, where, parse } of jsonRecords(path)) {
    const row = parse(rowShape);
    const tags = tagsOf(row) ?? row.tokens.map(() => 'O');
    yield { id: row.id ?? undefined, words: row.tokens, tags, where, line };
  }
}

/** Rows of `id`, `tokens` and `ner_tags` by name. */
export const hfJsonl: Encode = each((document, { scheme = 'iob2' }) =>
  taggedSentences(document)
    .map((sentence) => `${JSON.stringify(rowOf(sentence, scheme))}\n`)
    .join(''),
);
