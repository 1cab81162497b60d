import { unwritable } from './conll.js';
import { type Document, isSentence, piecesOf } from './document.js';
import type { WriteOptions } from './format.js';
import type { Sentence, Span, Token } from './sentence.js';
import { spansToTags } from './spans-to-tags.js';
import { cutTokens, sentencesOf } from './views.js';

/** A document as tagged tokens, a blank line after each sentence. Mentions must not overlap; tokens are cut at their edges. */
export function iobOf(document: Document, options: WriteOptions): string {
  const isOne = isSentence(document);
  let out = '';
  for (const sentence of sentencesOf(document)) {
    if (sentence.tokens.length > 0 || isOne) out += blockOf(onTokens(sentence), options, plainRow);
  }
  return out;
}

/**
 * A document in the layout of CoNLL-2003: token, two columns (those of the source, else `-X-` and `_`), tag, single
 * spaces between; a `-DOCSTART-` line before it unless it is a single sentence.
 */
export function conllOf(document: Document, options: WriteOptions): string {
  const isOne = isSentence(document);
  const sentences = sentencesOf(document).filter(({ tokens }) => isOne || tokens.length > 0);
  const columns = document.sentences?.map((place) => place.columns) ?? [];
  const blocks = sentences.map((sentence, index) => {
    const whole = onTokens(sentence);
    const mine = columns.length === sentences.length && whole === sentence ? columns[index] : undefined;
    return blockOf(whole, options, (token, tag, at) =>
      spacedRow(sentence.id, [token, ...(mine?.[at] ?? ['-X-', '_']), tag]),
    );
  });
  return (isOne ? '' : '-DOCSTART- -X- -X- O\n\n') + blocks.join('');
}

/** The pieces of all mentions; themselves, where none is discontinuous. */
function piecesIn(spans: readonly Span[]): readonly Token[] {
  return spans.some(({ fragments }) => fragments !== undefined) ? spans.flatMap(piecesOf) : spans;
}

function onTokens(sentence: Sentence): Sentence {
  const tokens = cutTokens(sentence.tokens, piecesIn(sentence.spans));
  return tokens === sentence.tokens ? sentence : { ...sentence, tokens };
}

function blockOf(sentence: Sentence, { scheme = 'iob2' }: WriteOptions, row: Row): string {
  const { id, text, tokens } = sentence;
  if (tokens.length === 0) throw unwritable(id, 'a sentence without tokens');
  const tags = spansToTags(sentence, scheme);
  const isPlain = !/[\t\n]/.test(text);
  let rows = '';
  for (let at = 0; at < tokens.length; at++) {
    const { start, end } = tokens[at] as { start: number; end: number };
    const token = text.slice(start, end);
    const tag = tags[at] as string;
    if (isPlain ? token === '' || token === '-DOCSTART-' : UNWRITABLE.test(token))
      throw unwritable(id, `the token ${JSON.stringify(token)}`);
    if (tag !== 'O' && /[\t\n\r]/.test(tag)) throw unwritable(id, 'a label with a tab or line end');
    rows += row(token, tag, at);
  }
  return `${rows}\n`;
}

type Row = (token: string, tag: string, at: number) => string;

const plainRow: Row = (token, tag) => `${token}\t${tag}\n`;

const UNWRITABLE = /^$|[\t\n]|^-DOCSTART-$/;

function spacedRow(id: string, cells: readonly string[]): string {
  const bad = cells.find((cell) => cell === '' || cell.includes(' '));
  if (bad !== undefined) throw unwritable(id, `${JSON.stringify(bad)} in columns that spaces separate`);
  return `${cells.join(' ')}\n`;
}
