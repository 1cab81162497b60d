import { PieceBuilder } from './piece-builder.js';
import type { RowScanner } from './row-scanner.js';
import type { TagNumbers } from './tag-numbers.js';
import type { TaggedFile } from './tagged-piece.js';
import { TaggedSentence } from './tagged-sentence.js';

/** Turns the pieces of a file into sentences, one after the other. */
export class PieceScanner {
  readonly sentences: TaggedSentence[] = [];
  private readonly builder = new PieceBuilder();
  private line = 0;
  private document = 0;
  private documentLength = 0;
  private readonly file: TaggedFile;
  private readonly tags: TagNumbers;
  private readonly rows: RowScanner;

  constructor(file: TaggedFile, tags: TagNumbers, rows: RowScanner) {
    this.file = file;
    this.tags = tags;
    this.rows = rows;
  }

  /** Adds the sentences of a piece; false at the first malformed line. */
  isSound(bytes: Buffer): boolean {
    const { rows, builder } = this;
    builder.start(bytes);
    for (let at = 0; at < bytes.length; at = rows.next) {
      this.line++;
      const isUsual = rows.scan(bytes, at);
      if (bytes[at] === DASH && isDocumentStart(bytes, at, rows.end)) this.startDocument();
      else if (isUsual) this.addRow(bytes);
      else if (isBlank(bytes, at, rows.end)) this.close();
      else if (!rows.takeApart(bytes, at) || !this.addRow(bytes)) return false;
    }
    this.close();
    builder.finish();
    return true;
  }

  private addRow(bytes: Buffer): boolean {
    const { rows, tags, line, builder } = this;
    const tag = tags.numberOf(bytes, rows, line);
    // An empty token with the tag O says nothing.
    if (rows.tokenStart === rows.tokenEnd) return tag === 0;
    tags.note(builder.tagBefore(), tag);
    builder.add(rows, tag, line);
    return true;
  }

  private startDocument(): void {
    this.close();
    this.document++;
    this.documentLength = 0;
  }

  private close(): void {
    const { builder, file } = this;
    const { first, end, line, piece } = builder;
    if (first === end) return;
    this.tags.note(builder.tagBefore(), 0);
    const number = this.sentences.length + 1;
    const place = { id: `${file.name}-d${this.document}`, start: this.documentLength };
    const document = this.document === 0 ? undefined : place;
    this.sentences.push(new TaggedSentence(file, piece, { number, line, first, end, document }));
    if (this.document > 0) this.documentLength += builder.openLength();
    builder.close();
  }
}

const DASH = 45;
const DOCUMENT_START = Buffer.from('-DOCSTART-');

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 9 && bytes[at] !== 32) return false;
  return true;
}

function isDocumentStart(bytes: Buffer, from: number, to: number): boolean {
  const behind = from + DOCUMENT_START.length;
  if (behind > to || !bytes.subarray(from, behind).equals(DOCUMENT_START)) return false;
  return behind === to || bytes[behind] === 9 || bytes[behind] === 32;
}
