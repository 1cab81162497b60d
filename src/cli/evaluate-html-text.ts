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

/** A cell: its text, and what it looks like. */
export interface Cell {
  readonly text: string;
  readonly look?: 'note' | 'hit' | 'miss' | undefined;
  /** A fraction of 1, drawn as a bar behind the text. */
  readonly share?: number | undefined;
}

/** A table; the last row set off where it is a total. */
export function htmlTable(
  header: readonly (Cell | string)[],
  rows: readonly (readonly (Cell | string)[])[],
  { hasTotal = false, isUpright = false } = {},
): string {
  const head = header.map((cell) => htmlCell(cell, 'th scope="col"')).join('');
  const body = rows.map((row, at) => {
    const isTotal = hasTotal && at === rows.length - 1;
    return `<tr${isTotal ? ' class="total"' : ''}>${row.map((cell) => htmlCell(cell)).join('')}</tr>`;
  });
  return `<div class="wide"><table${isUpright ? ' class="upright"' : ''}><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
}

function htmlCell(cell: Cell | string, tag = 'td'): string {
  const end = `</${tag.slice(0, 2)}>`;
  if (typeof cell === 'string') return `<${tag}><span>${escaped(cell)}</span>${end}`;
  const { text, look, share } = cell;
  const drawn = share === undefined ? '' : ` style="--share: ${(100 * share).toFixed(1)}%"`;
  const names = [look, share === undefined ? undefined : 'share'].filter((name) => name !== undefined);
  const named = names.length === 0 ? '' : ` class="${names.join(' ')}"`;
  return `<${tag}${named}${drawn}>${escaped(text)}${end}`;
}
