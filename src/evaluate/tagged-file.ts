import { HilgenError } from '../base/errors.js';
import { readBlocks } from '../corpus/conll-blocks.js';
import { corpusName, noSentences } from '../corpus/file-names.js';
import type { Scheme } from '../corpus/index.js';
import { PieceBuilder } from './piece-builder.js';
import { TagNumbers } from './tag-numbers.js';
import { RowScanner } from './tagged-rows.js';
import { type TaggedFile, TaggedSentence } from './tagged-sentence.js';
import { readPieces, type TextPiece } from './text-pieces.js';

/** How to read a file of tagged tokens. */
export interface TaggedOptions {
  /** Without it, the scheme is told from the file's tags. */
  readonly scheme?: Scheme | undefined;
  /** The tags' column, from 1; without it, the last. */
  readonly tagColumn?: number | undefined;
}

/** What stands in a file of tagged tokens. */
export interface TaggedCorpus {
  readonly sentences: TaggedSentence[];
  /** Whether every tag stands where the scheme lets it stand. */
  readonly isWellFormed: boolean;
}

/**
 * The sentences of a file in CoNLL's layout, with their tags whether well-formed or not. Made for speed: the file is
 * taken apart once, in large pieces, into numbers. Ids, texts and documents are those that `readCorpus` gives.
 *
 * @throws HilgenError `input` with `file:line` for a line that is no token with its tag, or a tag that the scheme has not.
 */
export async function readTagged(path: string, options: TaggedOptions = {}): Promise<TaggedCorpus> {
  const tags = new TagNumbers(path);
  const file = { path, tags: tags.all, scheme: options.scheme ?? 'iob2' };
  const scan = new PieceScanner(file, tags, new RowScanner(options.tagColumn));
  for await (const piece of readPieces(path)) {
    if (scan.isSound(piece)) continue;
    for await (const _ of readBlocks(path, options.tagColumn));
    throw new HilgenError('input', { where: path, what: 'a line that is no token with its tag' });
  }
  if (scan.sentences.length === 0) throw noSentences(path);
  file.scheme = options.scheme ?? tags.guess();
  tags.checkAll(file.scheme);
  return { sentences: scan.sentences, isWellFormed: tags.isWellFormed(file.scheme) };
}

/** Turns pieces of text into sentences, one after the other. */
class PieceScanner {
  readonly sentences: TaggedSentence[] = [];
  private readonly name: string;
  private document = 0;
  private documentLength = 0;
  private readonly file: TaggedFile;
  private readonly tags: TagNumbers;
  private readonly rows: RowScanner;

  constructor(file: TaggedFile, tags: TagNumbers, rows: RowScanner) {
    this.name = corpusName(file.path);
    this.file = file;
    this.tags = tags;
    this.rows = rows;
  }

  /** Adds the sentences of a piece; false at the first malformed line. */
  isSound({ text, line: firstLine }: TextPiece): boolean {
    const builder = new PieceBuilder(text);
    let line = firstLine;
    for (let at = 0; at < text.length; line++) {
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      if (isBlank(text, at, end)) this.close(builder);
      else if (isDocumentStart(text, at, end)) this.startDocument(builder);
      else if (!this.addRow(builder, at, end, line)) return false;
      at = end + 1;
    }
    this.close(builder);
    builder.finish();
    return true;
  }

  private addRow(builder: PieceBuilder, from: number, to: number, line: number): boolean {
    if (!this.rows.scan(builder.source, from, to)) return false;
    const { tokenStart, tokenEnd, tagStart, tagEnd } = this.rows.row;
    const isOutside = tagEnd - tagStart === 1 && builder.source.charCodeAt(tagStart) === LETTER_O;
    // An empty token with the tag O says nothing.
    if (tokenStart === tokenEnd) return isOutside;
    const tag = isOutside ? 0 : this.tags.numberOf(builder.source.slice(tagStart, tagEnd), line);
    this.tags.note(builder.tagBefore(), tag);
    builder.add(tokenStart, tokenEnd - tokenStart, tag, line);
    return true;
  }

  private startDocument(builder: PieceBuilder): void {
    this.close(builder);
    this.document++;
    this.documentLength = 0;
  }

  private close(builder: PieceBuilder): void {
    const { first, end, line } = builder;
    if (first === end) return;
    this.tags.note(builder.tagBefore(), 0);
    const id = `${this.name}-${this.sentences.length + 1}`;
    const document =
      this.document === 0 ? undefined : { id: `${this.name}-d${this.document}`, start: this.documentLength };
    this.sentences.push(new TaggedSentence(this.file, builder, { id, line, first, end, document }));
    this.documentLength += builder.close();
  }
}

const LETTER_O = 79;

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 9 && unit !== 32) return false;
  }
  return true;
}

function isDocumentStart(text: string, from: number, to: number): boolean {
  return text.startsWith('-DOCSTART-', from) && /^-DOCSTART-(?=[\t ]|$)/.test(text.slice(from, to));
}
