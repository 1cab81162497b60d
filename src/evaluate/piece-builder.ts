import type { RowScanner } from './row-scanner.js';
import type { TaggedPiece } from './tagged-piece.js';

/** The columns of a piece while they grow; a sentence is open from `first` to `end`. Used again for the next piece. */
export class PieceBuilder {
  piece: TaggedPiece = pieceOf(Buffer.alloc(0), 0);
  first = 0;
  end = 0;
  line = 0;
  private columns = pieceOf(Buffer.alloc(0), 0);
  private isPlain = true;

  start(source: Buffer): void {
    // The shortest line is a token, a separator, a tag and a line end.
    const most = Math.ceil(source.length / 4) + 1;
    if (this.columns.tags.length < most) this.columns = pieceOf(source, most);
    this.columns.source = source;
    this.piece = pieceOf(source, 0);
    this.isPlain = true;
    this.first = 0;
    this.end = 0;
  }

  add({ tokenStart, tokenEnd, isPlain }: RowScanner, tag: number, line: number): void {
    const { source, starts, bytes, units, tags } = this.columns;
    if (this.first === this.end) this.line = line;
    const length = tokenEnd - tokenStart;
    starts[this.end] = tokenStart;
    bytes[this.end] = length;
    units[this.end] = isPlain ? length : source.toString('utf8', tokenStart, tokenEnd).length;
    tags[this.end] = tag;
    this.isPlain &&= isPlain;
    this.end++;
  }

  /** The number of the last tag in the open sentence. */
  tagBefore(): number {
    return this.first === this.end ? 0 : (this.columns.tags[this.end - 1] as number);
  }

  /** The length of the open sentence's text with what separates it from the next. */
  openLength(): number {
    let length = 0;
    for (let at = this.first; at < this.end; at++) length += (this.columns.units[at] as number) + 1;
    return length;
  }

  /** Ends the sentence. */
  close(): void {
    this.first = this.end;
  }

  /** Copies the columns, as long as they have become, to the piece that the sentences know. */
  finish(): void {
    const { starts, bytes, units, tags } = this.columns;
    this.piece.starts = starts.slice(0, this.end);
    this.piece.bytes = bytes.slice(0, this.end);
    this.piece.units = this.isPlain ? this.piece.bytes : units.slice(0, this.end);
    this.piece.tags = tags.slice(0, this.end);
  }
}

function pieceOf(source: Buffer, size: number): TaggedPiece {
  const column = (): Int32Array => new Int32Array(size);
  return { source, starts: column(), bytes: column(), units: column(), tags: column() };
}
