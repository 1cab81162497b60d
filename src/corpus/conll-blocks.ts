import { HilgenError } from '../base/errors.js';
import { lineBatches } from './text/line-batches.js';

/** A sentence's tokens and tags before the tags are understood. */
export interface Block {
  readonly tokens: readonly string[];
  readonly tags: readonly string[];
  /** Of each token the cells between it and its tag; absent where there are none. */
  readonly columns?: readonly (readonly string[])[];
  /** The line of each token, from 1. */
  readonly lines: readonly number[];
  /** How many `-DOCSTART-` lines came before. */
  readonly document: number;
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
  let block = emptyBlock(0);
  for await (const { first, lines } of lineBatches(path)) {
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] as string;
      const isStart = line.startsWith('-DOCSTART-') && DOCUMENT_START.test(line);
      if (!isStart && !isBlank(line)) {
        takeApart(line, first + at, block);
        continue;
      }
      if (block.tokens.length > 0) yield finish(block);
      block = emptyBlock(block.document + (isStart ? 1 : 0));
    }
  }
  if (block.tokens.length > 0) yield finish(block);
}

interface OpenBlock {
  readonly tokens: string[];
  readonly tags: string[];
  readonly columns: string[][];
  readonly lines: number[];
  readonly document: number;
}

const emptyBlock = (document: number): OpenBlock => ({
  ...{ tokens: [], tags: [], columns: [], lines: [] },
  document,
});

function finish({ columns, ...block }: OpenBlock): Block {
  return columns.length === 0 ? block : { ...block, columns };
}

function isBlank(line: string): boolean {
  return line === '' || (line.charCodeAt(0) <= 32 && BLANK.test(line));
}

/** Takes lines apart into the open block and holds each to as many columns as the first. */
function rowReader(
  path: string,
  tagColumn: number | undefined,
): (text: string, line: number, block: OpenBlock) => void {
  let width: number | undefined;
  return (text, line, block) => {
    const tab = text.indexOf('\t');
    if (width === 2 && tagColumn === undefined && tab > 0 && text.indexOf('\t', tab + 1) === -1) {
      block.tokens.push(text.slice(0, tab));
      block.tags.push(text.slice(tab + 1));
      block.lines.push(line);
      return;
    }
    const cells = tab === -1 ? text.replace(/^ +| +$/g, '').split(/ +/) : text.split('\t');
    const fault = columnFault(cells, width ?? cells.length, tagColumn);
    if (fault !== undefined) throw new HilgenError('input', { where: `${path}:${line}`, ...fault });
    width ??= cells.length;
    addRow(cells, (tagColumn ?? width) - 1, line, block);
  };
}

function addRow(cells: readonly string[], column: number, line: number, block: OpenBlock): void {
  const token = cells[0] as string;
  // An empty token with the tag O says nothing: the Broad Twitter Corpus has four.
  if (token === '') return;
  block.tokens.push(token);
  block.tags.push(cells[column] as string);
  block.lines.push(line);
  if (cells.length > 2) block.columns.push(cells.filter((_, index) => index !== 0 && index !== column));
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
  if (token !== '') return undefined;
  const tag = cells[tagColumn - 1] ?? '';
  if (tag === 'O') return undefined;
  return {
    what: `the tag ${JSON.stringify(tag)} without a token`,
    hint: 'Remove the line or put its token back.',
  };
}
