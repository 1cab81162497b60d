import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import type { Document } from '../document.js';
import { corpusName, noSentences } from '../file-names.js';
import { guessScheme } from '../guess-scheme.js';
import type { ReadOptions } from '../read-options.js';
import type { Scheme } from '../scheme.js';
import type { Sentence } from '../sentence.js';
import { spansToTags } from '../spans-to-tags.js';
import { tagsToSpans } from '../tags-to-spans.js';
import { joinWords } from './words.js';

/** A row of a data set for token classification. */
export interface Row {
  readonly id?: string | undefined;
  readonly words: readonly string[];
  readonly tags: readonly (string | number)[];
  readonly where: string;
  readonly line: number;
}

const tag = z.union([z.string(), z.int(), z.bigint().transform(Number)]);
const tags = z.array(tag);

/** A row as it stands in a file; its tags may go by several names. */
export const rowShape = z.object({
  id: z.union([z.string(), z.number(), z.bigint()]).transform(String).nullish(),
  tokens: z.array(z.string()),
  ...{ ner_tags: tags.nullish(), tags: tags.nullish(), labels: tags.nullish() },
});

/** The tags of a row, under whichever name. */
export function tagsOf(row: z.infer<typeof rowShape>): readonly (string | number)[] | undefined {
  return row.ner_tags ?? row.tags ?? row.labels ?? undefined;
}

/**
 * The sentences that rows stand for; the scheme is told from all tags unless asked for.
 *
 * @throws HilgenError `input` with the row's place: tags without names, more or fewer tags than tokens, bad tags.
 */
export async function* readRows(
  rows: () => AsyncIterable<Row>,
  names: readonly string[] | undefined,
  path: string,
  options: ReadOptions,
): AsyncGenerator<Document> {
  const scheme = options.scheme ?? (await schemeOf(rows(), names));
  let number = 0;
  for await (const row of rows()) {
    number++;
    yield toDocument(row, namedTags(row, names), `${corpusName(path)}-${number}`, path, scheme);
  }
  if (number === 0) throw noSentences(path);
}

async function schemeOf(rows: AsyncIterable<Row>, names: readonly string[] | undefined): Promise<Scheme> {
  const guess = guessScheme();
  for await (const row of rows) guess.see(namedTags(row, names));
  return guess.result();
}

function namedTags({ tags, words, where }: Row, names: readonly string[] | undefined): string[] {
  const fail = (what: string, hint?: string): never => {
    throw new HilgenError('input', { where, what, hint });
  };
  if (tags.length !== words.length) fail(`${tags.length} tags for ${words.length} tokens`);
  return tags.map((tag) => {
    if (typeof tag === 'string') return tag;
    const hint =
      'Give the names in order of their numbers: --label-map names.json holding ["O", "B-Disease", …]';
    if (names === undefined) return fail('tags are numbers, and their names are not known', hint);
    return names[tag] ?? fail(`the tag ${tag} has no name: there are ${names.length}`, hint);
  });
}

function toDocument(
  row: Row,
  tags: readonly string[],
  fallback: string,
  path: string,
  scheme: Scheme,
): Document {
  const { words, where, line, id = fallback } = row;
  const { text, tokens } = joinWords(words);
  const spans = tagsToSpans(tokens, tags, scheme, (index) => `${where}, token ${index + 1}`);
  const place = { start: 0, end: text.length, tokens };
  return { id, text, spans, sentences: [place], origin: { kind: 'gold', file: path, line } };
}

/** A sentence as a row, its tags by name. */
export function rowOf(
  sentence: Sentence,
  scheme: Scheme,
): { id: string; tokens: string[]; ner_tags: string[] } {
  const tokens = sentence.tokens.map(({ start, end }) => sentence.text.slice(start, end));
  return { id: sentence.id, tokens, ner_tags: spansToTags(sentence, scheme) };
}
