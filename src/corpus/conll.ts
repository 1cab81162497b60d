import { HilgenError } from '../base/errors.js';
import { type Block, readBlocks } from './conll-blocks.js';
import { corpusName, noSentences } from './file-names.js';
import { guessScheme } from './guess-scheme.js';
import type { Scheme } from './scheme.js';
import type { Sentence, Token } from './sentence.js';
import { spansToTags } from './spans-to-tags.js';
import { tagsToSpans } from './tags-to-spans.js';

/** How to read a file of tagged tokens. */
export interface ConllOptions {
  /** Without it, the scheme is told from the file's tags. */
  readonly scheme?: Scheme | undefined;
  /** The tags' column, from 1; without it, the last. */
  readonly tagColumn?: number | undefined;
}

/**
 * The sentences of a file in CoNLL's layout: the token first, its tag last, tabs or spaces between, a blank line
 * after each sentence; `-DOCSTART-` lines are passed over. The text is the tokens joined by single spaces; ids are
 * the file's name and the sentence's number.
 *
 * @throws HilgenError `input` with `file:line` at the first line that is malformed, or for a file without sentences.
 */
export async function* readConll(path: string, options: ConllOptions = {}): AsyncGenerator<Sentence> {
  const scheme = options.scheme ?? (await schemeOf(path, options.tagColumn));
  const name = corpusName(path);
  let number = 0;
  for await (const block of readBlocks(path, options.tagColumn)) {
    number++;
    yield toSentence(block, `${name}-${number}`, path, scheme);
  }
  if (number === 0) throw noSentences(path);
}

async function schemeOf(path: string, tagColumn: number | undefined): Promise<Scheme> {
  const guess = guessScheme();
  for await (const block of readBlocks(path, tagColumn)) guess.see(block.tags);
  return guess.result();
}

function toSentence({ tokens, tags, lines }: Block, id: string, file: string, scheme: Scheme): Sentence {
  const places: Token[] = [];
  let start = 0;
  for (const token of tokens) {
    places.push({ start, end: start + token.length });
    start += token.length + 1;
  }
  const spans = tagsToSpans(places, tags, scheme, (index) => `${file}:${lines[index]}`);
  const origin = { kind: 'gold', file, line: lines[0] ?? 1 } as const;
  return { id, text: tokens.join(' '), tokens: places, spans, origin };
}

/**
 * The sentences as IOB2, a token and its tag a line with a tab between, a blank line after each sentence. Ids,
 * concepts, scores and the spacing between tokens have no place in this form.
 *
 * @throws HilgenError `input` with the sentence's id where a span or a token cannot be written.
 */
export function* writeConll(sentences: Iterable<Sentence>): Generator<string> {
  for (const sentence of sentences) {
    const tags = spansToTags(sentence, 'iob2');
    const lines = sentence.tokens.map(({ start, end }, index) => {
      const token = sentence.text.slice(start, end);
      if (UNWRITABLE.test(token)) throw unwritable(sentence, `the token ${JSON.stringify(token)}`);
      if (/[\t\n\r]/.test(tags[index] ?? '')) throw unwritable(sentence, 'a label with a tab or line end');
      return `${token}\t${tags[index]}\n`;
    });
    if (lines.length === 0) throw unwritable(sentence, 'a sentence without tokens');
    yield `${lines.join('')}\n`;
  }
}

const UNWRITABLE = /^$|[\t\n]|^-DOCSTART-$/;

function unwritable({ id }: Sentence, what: string): HilgenError {
  return new HilgenError('input', {
    where: `sentence ${id}`,
    what: `${what} cannot be written as IOB`,
    hint: 'Keep the corpus in JSON Lines (.jsonl).',
  });
}
