import { HilgenError } from '../base/errors.js';
import { readLines } from '../base/files.js';

/** A sentence's tokens and tags before the tags are understood. */
export interface Block {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
  /** The line of each token, from 1. */
  readonly lines: readonly number[];
}

interface Row {
  readonly token: string;
  readonly tag: string;
  readonly line: number;
}

const BLANK = /^[\t ]*$/;
const DOCUMENT_START = /^-DOCSTART-(?=[\t ]|$)/;

/**
 * The blocks between blank and `-DOCSTART-` lines, with the tags of this column (from 1; the last where not given).
 *
 * @throws HilgenError `input` with `file:line` for a line without a tag or with more or fewer columns than the first.
 */
export async function* readBlocks(path: string, tagColumn?: number): AsyncGenerator<Block> {
  const takeApart = rowReader(path, tagColumn);
  let rows: Row[] = [];
  for await (const { number, text } of readLines(path)) {
    if (!BLANK.test(text) && !DOCUMENT_START.test(text)) {
      const row = takeApart(text, number);
      // An empty token with the tag O says nothing: the Broad Twitter Corpus has four.
      if (row.token !== '') rows.push(row);
    } else if (rows.length > 0) {
      yield asBlock(rows);
      rows = [];
    }
  }
  if (rows.length > 0) yield asBlock(rows);
}

function asBlock(rows: readonly Row[]): Block {
  return {
    tokens: rows.map(({ token }) => token),
    tags: rows.map(({ tag }) => tag),
    lines: rows.map(({ line }) => line),
  };
}

/** Takes lines apart and holds each to as many columns as the first. */
function rowReader(path: string, tagColumn: number | undefined): (text: string, line: number) => Row {
  let width: number | undefined;
  return (text, line) => {
    const cells = text.includes('\t') ? text.split('\t') : text.replace(/^ +| +$/g, '').split(/ +/);
    const fault = columnFault(cells, width ?? cells.length, tagColumn);
    if (fault !== undefined) throw new HilgenError('input', { where: `${path}:${line}`, ...fault });
    width ??= cells.length;
    return { token: cells[0] ?? '', tag: cells[(tagColumn ?? width) - 1] ?? '', line };
  };
}

function columnFault(
  cells: readonly string[],
  width: number,
  tagColumn = width,
): { what: string; hint: string } | undefined {
  const [token = ''] = cells;
  if (cells.length < 2) {
    return {
      what: `only one column (${JSON.stringify(token.slice(0, 40))})`,
      hint: 'A line holds a token and its tag, with a tab or a space between; a blank line ends a sentence.',
    };
  }
  if (cells.length !== width) {
    return {
      what: `${cells.length} columns, but ${width} in the lines before`,
      hint: 'Give every line the same columns: the token first, its tag last.',
    };
  }
  if (tagColumn > width) {
    return { what: `no column ${tagColumn}`, hint: `The file has ${width} columns.` };
  }
  const tag = cells[tagColumn - 1] ?? '';
  if (token !== '' || tag === 'O') return undefined;
  return {
    what: `the tag ${JSON.stringify(tag)} without a token`,
    hint: 'Remove the line or put its token back.',
  };
}
