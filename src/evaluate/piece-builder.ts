import type { TaggedPiece } from './tagged-sentence.js';

/** The columns of a piece while they grow. */
export class PieceBuilder implements TaggedPiece {
  readonly source: string;
  starts: Int32Array;
  lengths: Int32Array;
  tags: Int32Array;
  first = 0;
  end = 0;
  line = 0;

  constructor(source: string) {
    this.source = source;
    // The shortest line is a token, a separator, a tag and a line end.
    const most = Math.ceil(source.length / 4) + 1;
    this.starts = new Int32Array(most);
    this.lengths = new Int32Array(most);
    this.tags = new Int32Array(most);
  }

  add(start: number, length: number, tag: number, line: number): void {
    if (this.first === this.end) this.line = line;
    this.starts[this.end] = start;
    this.lengths[this.end] = length;
    this.tags[this.end] = tag;
    this.end++;
  }

  tagBefore(): number {
    return this.first === this.end ? 0 : (this.tags[this.end - 1] ?? 0);
  }

  /** Ends the sentence; the length of its text with what separates it from the next. */
  close(): number {
    let length = 0;
    for (let at = this.first; at < this.end; at++) length += (this.lengths[at] ?? 0) + 1;
    this.first = this.end;
    return length;
  }

  finish(): void {
    this.starts = this.starts.slice(0, this.end);
    this.lengths = this.lengths.slice(0, this.end);
    this.tags = this.tags.slice(0, this.end);
  }
}
