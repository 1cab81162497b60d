const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;

/** Takes the lines of a piece apart, without copying them, and holds each to as many columns as the first. */
export class RowScanner {
  tokenStart = 0;
  tokenEnd = 0;
  tagStart = 0;
  tagEnd = 0;
  /** Of the tag's bytes, by `hashOf`. */
  tagHash = 0;
  /** Whether the token is ASCII: as many UTF-16 units as bytes. */
  isPlain = true;
  /** Where the line ends, without and with its line end. */
  end = 0;
  next = 0;
  private width = 0;
  private readonly tagColumn: number | undefined;

  constructor(tagColumn: number | undefined) {
    this.tagColumn = tagColumn;
  }

  /** Looks at the line that begins here; true where it is a token, one tab and a tag, and so taken apart already. */
  scan(bytes: Uint8Array, from: number): boolean {
    let tab = from;
    let tabs = 0;
    let hash = 0;
    let high = 0;
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte === NEWLINE) break;
      if (byte === TAB) {
        tab = at;
        tabs++;
        hash = 0;
      } else {
        hash = (Math.imul(hash, 31) + byte) | 0;
        if (tabs === 0) high |= byte;
      }
    }
    this.next = at + 1;
    this.end = at > from && bytes[at - 1] === RETURN ? at - 1 : at;
    this.tokenStart = from;
    this.tokenEnd = tab;
    this.tagStart = tab + 1;
    this.tagEnd = this.end;
    this.tagHash = hash;
    this.isPlain = high < 128;
    // A line that begins with white space may be a blank one.
    const isUsual =
      tabs === 1 &&
      tab > from &&
      this.end === at &&
      (bytes[from] as number) > SPACE &&
      (this.tagColumn ?? 2) === 2;
    if (isUsual && this.width === 0) this.width = 2;
    return isUsual && this.width === 2;
  }

  /** Takes any line apart; false where it is malformed. */
  takeApart(bytes: Uint8Array, from: number): boolean {
    let start = from;
    let end = this.end;
    const separator = bytes.subarray(from, end).includes(TAB) ? TAB : SPACE;
    if (separator === SPACE) {
      while (start < end && bytes[start] === SPACE) start++;
      while (start < end && bytes[end - 1] === SPACE) end--;
    }
    const cells = cellsOf(bytes, start, end, separator);
    if (this.width === 0) this.width = cells.length;
    const [token] = cells;
    const tag = cells[(this.tagColumn ?? cells.length) - 1];
    if (cells.length < 2 || cells.length !== this.width || token === undefined || tag === undefined)
      return false;
    [this.tokenStart, this.tokenEnd] = token;
    [this.tagStart, this.tagEnd] = tag;
    this.tagHash = hashOf(bytes, this.tagStart, this.tagEnd);
    this.isPlain = bytes.subarray(this.tokenStart, this.tokenEnd).every((byte) => byte < 128);
    return true;
  }
}

/** A number that equal stretches of bytes share. */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] as number)) | 0;
  return hash;
}

function cellsOf(bytes: Uint8Array, start: number, end: number, separator: number): [number, number][] {
  const cells: [number, number][] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && bytes[at] !== separator) continue;
    cells.push([from, at]);
    if (separator === SPACE) while (at + 1 < end && bytes[at + 1] === SPACE) at++;
    from = at + 1;
  }
  return cells;
}
