/** Where a line's token ends, and its tag. */
export interface Row {
  tokenStart: number;
  tokenEnd: number;
  tagStart: number;
  tagEnd: number;
}

const TAB = 9;
const SPACE = 32;

/** Takes lines apart without copying them; holds each to as many columns as the first. */
export class RowScanner {
  readonly row: Row = { tokenStart: 0, tokenEnd: 0, tagStart: 0, tagEnd: 0 };
  private width = 0;
  private readonly tagColumn: number | undefined;

  constructor(tagColumn: number | undefined) {
    this.tagColumn = tagColumn;
  }

  /** Puts the parts of a line into `row`; false where the line is malformed. */
  scan(text: string, from: number, to: number): boolean {
    let tab = from;
    while (tab < to && text.charCodeAt(tab) !== TAB) tab++;
    const separator = tab < to ? TAB : SPACE;
    let [start, end] = [from, to];
    if (separator === SPACE) {
      while (text.charCodeAt(start) === SPACE && start < end) start++;
      while (text.charCodeAt(end - 1) === SPACE && start < end) end--;
    }
    return this.takeApart(text, start, end, separator);
  }

  private takeApart(text: string, start: number, end: number, separator: number): boolean {
    const { row } = this;
    row.tokenStart = start;
    row.tokenEnd = end;
    row.tagStart = end;
    row.tagEnd = end;
    let columns = 1;
    for (let at = start; at < end; at++) {
      if (text.charCodeAt(at) !== separator) continue;
      if (columns === 1) row.tokenEnd = at;
      if (columns === this.tagColumn) row.tagEnd = at;
      if (separator === SPACE) while (text.charCodeAt(at + 1) === SPACE) at++;
      columns++;
      if (this.tagColumn === undefined || columns === this.tagColumn) row.tagStart = at + 1;
    }
    if (this.width === 0) this.width = columns;
    return columns >= 2 && columns === this.width && (this.tagColumn ?? 2) <= columns;
  }
}
