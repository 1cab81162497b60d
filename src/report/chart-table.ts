import type { ChartBlock, TableBlock } from './blocks.js';
import { percent, showInterval } from './numbers.js';

/** What a chart shows, as a table. */
export function chartTable({ title, shape, xLabel, series }: ChartBlock): TableBlock {
  const isLines = shape === 'lines';
  const header = ['arm', ...(isLines ? [xLabel] : []), 'F1 %', '95 % interval'];
  const rows = series.flatMap(({ name, points }) =>
    points.map(({ x, y, interval }) => [
      name,
      ...(isLines ? [String(x)] : []),
      percent(y),
      showInterval(interval) ?? '',
    ]),
  );
  return { kind: 'table', caption: title, header, rows };
}
