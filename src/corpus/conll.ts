import { HilgenError } from '../base/errors.js';
import { type Block, readBlocks } from './conll-blocks.js';
import type { Document, SentencePlace } from './document.js';
import { corpusName, noSentences } from './file-names.js';
import { guessScheme, type SchemeGuess } from './guess-scheme.js';
import type { ReadOptions } from './read-options.js';
import { joins, OUTSIDE, parseTag, type Scheme } from './scheme.js';
import type { Span, Token } from './sentence.js';
import { tagsToSpans } from './tags-to-spans.js';
import { textBatches } from './text/line-batches.js';

/** How to read a file of tagged tokens. */
export interface ConllOptions {
  /** Without it, the scheme is told from the file's tags. */
  readonly scheme?: Scheme | undefined;
  /** The tags' column, from 1; without it, the last. */
  readonly tagColumn?: number | undefined;
}

/**
 * The documents of a file in CoNLL's layout: the token first, its tag last, tabs or spaces between, a blank line
 * after each sentence. A sentence's text is its tokens joined by single spaces; its id is the file's name and its
 * number. The sentences behind a `-DOCSTART-` line are one document, a line end between; without such lines each
 * sentence is a document of its own.
 *
 * @throws HilgenError `input` with `file:line` at the first line that is malformed, or for a file without sentences.
 */
export async function* readConll(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  const scheme = options.scheme ?? (await schemeOf(path, options.tagColumn));
  const name = corpusName(path);
  let number = 0;
  let gathered: Document[] = [];
  let current = 0;
  for await (const block of readBlocks(path, options.tagColumn)) {
    number++;
    if (block.document !== current && gathered.length > 0) {
      yield joined(gathered, `${name}-d${current}`);
      gathered = [];
    }
    current = block.document;
    const sentence = toDocument(block, `${name}-${number}`, path, scheme, options);
    if (current === 0) yield sentence;
    else gathered.push(sentence);
  }
  if (gathered.length > 0) yield joined(gathered, `${name}-d${current}`);
  if (number === 0) throw noSentences(path);
}

/** The scheme of the whole file: a pass that looks at tags only, as far as it has to. */
async function schemeOf(path: string, tagColumn: number | undefined): Promise<Scheme> {
  const guess = guessScheme();
  if (tagColumn !== undefined) {
    for await (const block of readBlocks(path, tagColumn)) {
      guess.see(block.tags);
      if (guess.isCertain()) break;
    }
    return guess.result();
  }
  for await (const { text } of textBatches(path)) {
    seeTags(text, guess);
    if (guess.isCertain()) break;
  }
  return guess.result();
}

/** Shows the tags of whole lines to a guess. Only lines with a hyphen can have one besides `O`: the rest is passed over. */
function seeTags(text: string, guess: SchemeGuess): void {
  let behind = 0;
  for (let hyphen = text.indexOf('-'); hyphen !== -1; hyphen = text.indexOf('-', behind)) {
    const from = text.lastIndexOf('\n', hyphen) + 1;
    const newline = text.indexOf('\n', hyphen);
    const end = newline === -1 ? text.length : newline;
    if (from > behind) guess.seeTag('O');
    guess.seeTag(lastCell(text.slice(from, end).trimEnd()));
    behind = end + 1;
  }
  if (behind < text.length) guess.seeTag('O');
}

/** The last column of a line; of a blank line, nothing. What is malformed is said when the file is read. */
function lastCell(line: string): string {
  return line.slice(Math.max(line.lastIndexOf('\t'), line.includes('\t') ? -1 : line.lastIndexOf(' ')) + 1);
}

function toDocument(block: Block, id: string, file: string, scheme: Scheme, options: ReadOptions): Document {
  const { tokens: words, tags, lines, columns } = block;
  let start = 0;
  const tokens: Token[] = [];
  for (const { length } of words) {
    tokens.push({ start, end: start + length });
    start += length + 1;
  }
  const where = (index: number): string => `${file}:${lines[index]}`;
  const isMended = options.mend === true && scheme === 'iob2';
  if (isMended) remarkOnTags(tags, where, options);
  const spans = tagsToSpans(tokens, tags, isMended ? 'iob1' : scheme, where);
  const line = lines[0] ?? 1;
  const place: SentencePlace = { start: 0, end: start - 1, tokens, line, ...(columns && { columns }) };
  return { id, text: words.join(' '), spans, sentences: [place], origin: { kind: 'gold', file, line } };
}

/** Remarks upon every `I-` that continues nothing. */
function remarkOnTags(
  tags: readonly string[],
  where: (index: number) => string,
  { onRemark }: ReadOptions,
): void {
  let before = OUTSIDE;
  tags.forEach((text, index) => {
    const tag = parseTag(text, 'iob2') ?? OUTSIDE;
    if (tag.prefix === 'I' && !joins(before, tag)) {
      onRemark?.({
        kind: 'tag',
        where: where(index),
        what: `the tag ${JSON.stringify(text)} continues no mention`,
      });
    }
    before = tag;
  });
}

/** Sentences put together to one document, a line end between two. */
function joined(parts: readonly Document[], id: string): Document {
  const spans: Span[] = [];
  const sentences: SentencePlace[] = [];
  let offset = 0;
  for (const part of parts) {
    const move = <T extends Token>(place: T): T => ({
      ...place,
      start: place.start + offset,
      end: place.end + offset,
    });
    spans.push(...part.spans.map(move));
    for (const place of part.sentences ?? []) {
      sentences.push({ ...move(place), id: part.id, tokens: (place.tokens ?? []).map(move) });
    }
    offset += part.text.length + 1;
  }
  const [first] = parts as [Document];
  return { id, text: parts.map(({ text }) => text).join('\n'), spans, sentences, origin: first.origin };
}

/** The error for what a file of tagged tokens has no place for. */
export function unwritable(id: string, what: string): HilgenError {
  return new HilgenError('input', {
    where: `sentence ${id}`,
    what: `${what} cannot be written as IOB`,
    hint: 'Keep the corpus in JSON Lines (.jsonl).',
  });
}
