import { HilgenError } from '../base/errors.js';
import { textBatches } from './text/line-batches.js';

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
  for await (const { first, text } of textBatches(path)) {
    let line = first;
    for (let from = 0; from < text.length; line++) {
      const found = text.indexOf('\n', from);
      const to = found === -1 ? text.length : found;
      const start = isDocumentStart(text, from, to);
      if (!start && !isBlank(text, from, to)) takeApart(text, from, to, line, block);
      else {
        if (block.tokens.length > 0) yield finish(block);
        block = emptyBlock(block.document + (start ? 1 : 0));
      }
      from = to + 1;
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
  tokens: [],
  tags: [],
  columns: [],
  lines: [],
  document,
});

function finish(block: OpenBlock): Block {
  const { columns, ...rest } = block;
  return columns.length === 0 ? rest : block;
}

function isDocumentStart(text: string, from: number, to: number): boolean {
  return text.startsWith('-DOCSTART-', from) && DOCUMENT_START.test(text.slice(from, to));
}

function isBlank(text: string, from: number, to: number): boolean {
  return from === to || (text.charCodeAt(from) <= 32 && BLANK.test(text.slice(from, to)));
}

type TakeApart = (text: string, from: number, to: number, line: number, block: OpenBlock) => void;

/** Takes lines, `text.slice(from, to)`, apart into the open block and holds each to as many columns as the first. */
function rowReader(path: string, tagColumn: number | undefined): TakeApart {
  let width: number | undefined;
  return (text, from, to, line, block) => {
    const tab = width === 2 && tagColumn === undefined ? text.indexOf('\t', from) : -1;
    if (tab > from && tab < to && text.lastIndexOf('\t', to - 1) === tab) {
      block.tokens.push(text.slice(from, tab));
      block.tags.push(text.slice(tab + 1, to));
      block.lines.push(line);
      return;
    }
    const row = text.slice(from, to);
    const cells = row.includes('\t') ? row.split('\t') : row.replace(/^ +| +$/g, '').split(/ +/);
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
