import type { Cell, ErrorQuery } from '../blocks.js';

/** Text as it may stand in HTML, between tags or in a quoted attribute. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

interface TableOptions {
  /** What it shows: read out, and shown above it where it is a caption. */
  readonly label?: string;
  readonly isCaptioned?: boolean;
  /** Whether the last row is a total, to be set off. */
  readonly hasTotal?: boolean;
  readonly isUpright?: boolean;
}

/** A table in a frame that scrolls where it is too wide; columns of words stand to the left, of numbers to the right. */
export function htmlTable(
  header: readonly (Cell | string)[],
  rows: readonly (readonly (Cell | string)[])[],
  { label = 'table', isCaptioned = false, hasTotal = false, isUpright = false }: TableOptions = {},
): string {
  const isWords = header.map((_, column) => rows.some((row) => !NUMERIC.test(textOf(row[column] ?? ''))));
  const head = header.map((cell, column) => htmlCell(cell, 'th scope="col"', isWords[column]));
  const body = rows.map((row, at) => {
    const cells = row.map((cell, column) =>
      htmlCell(cell, column === 0 ? 'th scope="row"' : 'td', isWords[column]),
    );
    return `<tr${hasTotal && at === rows.length - 1 ? ' class="total"' : ''}>${cells.join('')}</tr>`;
  });
  const caption = isCaptioned ? `<caption>${escaped(label)}</caption>` : '';
  const table = `<table${isUpright ? ' class="upright"' : ''}>${caption}<thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
  return `<div class="wide" role="group" tabindex="0" aria-label="${escaped(label)}">${table}</div>`;
}

const NUMERIC = /^((–|[-+−]?[\d.,]+)( +(–|[-+−]?[\d.,]+))*|<0\.001|not chosen|)$/;

const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

function htmlCell(cell: Cell, tag: string, isWords = false): string {
  const end = `</${tag.slice(0, 2)}>`;
  const { text, below, look, share, shows } = typeof cell === 'string' ? { text: cell } : cell;
  const classes = [
    ...(look ? [look] : []),
    ...(share === undefined ? [] : ['share']),
    ...(isWords ? ['words'] : []),
  ];
  const named = classes.length === 0 ? '' : ` class="${classes.join(' ')}"`;
  const drawn = share === undefined ? '' : ` style="--share: ${(100 * share).toFixed(1)}%"`;
  const small = below === undefined ? '' : `<small>${escaped(below)}</small>`;
  const inner = shows === undefined ? `<span>${escaped(text)}</span>` : linkTo(shows, text);
  return `<${tag}${named}${drawn}>${inner}${small}${end}`;
}

/** A number that leads to the errors it counts. */
function linkTo({ list, kind, trait, group }: ErrorQuery, text: string): string {
  const only =
    trait === undefined ? '' : ` data-trait="${escaped(trait)}" data-group="${escaped(group ?? '')}"`;
  return `<a href="#${escaped(list)}" data-kind="${kind}"${only}>${escaped(text)}</a>`;
}
