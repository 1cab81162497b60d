import type { ChartBlock } from '../blocks.js';
import { chartTable } from '../chart-table.js';
import type { Draw } from './draw.js';
import { lookOf } from './looks.js';
import { escaped, htmlTable } from './text.js';

/** Pixels; which one is seen is up to the width of the window. */
const WIDTHS = { wide: 760, narrow: 330 };

/** A chart with its legend, and its numbers as a table. */
export function chartFigure(chart: ChartBlock, draw: Draw): string {
  const { title, description, shape } = chart;
  const drawings = Object.entries(WIDTHS).map(
    ([name, width]) =>
      `<div class="drawing ${name}" role="img" aria-label="${escaped(description)}">${draw(chart, width)}</div>`,
  );
  const { caption, header, rows } = chartTable(chart);
  return `<figure><figcaption>${escaped(title)}</figcaption>
${shape === 'lines' ? legend(chart) : BAR_LEGEND}
${drawings.join('\n')}
<details><summary>The numbers of this chart</summary>${htmlTable(header, rows, { label: caption })}</details>
</figure>`;
}

const BAR_LEGEND =
  '<p class="note">Bars: mean F1; whiskers: 95 % intervals. Grey: what the others are compared with.</p>';

function legend({ series }: ChartBlock): string {
  const items = series.map(({ name }, place) => `<li>${swatch(place)}${escaped(name)}</li>`);
  return `<ul class="legend">${items.join('')}</ul>`;
}

/** A piece of the line, with its symbol. */
function swatch(place: number): string {
  const { colour, dash, symbol } = lookOf(place);
  return `<svg width="40" height="14" viewBox="0 0 40 14" aria-hidden="true"><path d="M1 7H39" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/><path d="${SHAPES[symbol]}" transform="translate(20 7)" fill="${colour}"/></svg>`;
}

const SHAPES = {
  circle: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0',
  square: 'M-4 -4H4V4H-4Z',
  triangle: 'M0 -5.5L5 3.5H-5Z',
  diamond: 'M0 -6L4 0L0 6L-4 0Z',
  star: 'M0 -6L1.6 -2L6 -2L2.5 1L4 5.5L0 2.8L-4 5.5L-2.5 1L-6 -2L-1.6 -2Z',
  cross: 'M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z',
  wye: 'M-1.8 6V1L-6 -1.6L-4.2 -4.7L0 -2.2L4.2 -4.7L6 -1.6L1.8 1V6Z',
  hexagon: 'M-5 -2.9L0 -5.8L5 -2.9V2.9L0 5.8L-5 2.9Z',
};
