import type { ChartBlock, Series } from '../blocks.js';
import { percent } from '../numbers.js';
import { lookOf } from './looks.js';

/** Draws a chart so many pixels wide, as SVG. */
export type Draw = (chart: ChartBlock, width: number) => string;

/** Loads Observable Plot and a document to draw into, which nothing else needs. */
export async function plotter(): Promise<Draw> {
  const Plot = await import('@observablehq/plot');
  const { parseHTML } = await import('linkedom');
  const { document } = parseHTML('<!doctype html><html><body></body></html>');

  const draw = (width: number, height: number, options: object): string => {
    const common = { document, className: 'plot', width, height, style: { fontSize: '12px' } };
    return String(Plot.plot({ ...common, ...options }).outerHTML);
  };

  const lines = ({ series, xLabel }: ChartBlock, width: number): string => {
    const xs = [...new Set(series.flatMap(({ points }) => points.map(({ x }) => Number(x))))].sort(
      (a, b) => a - b,
    );
    const [least = 1, most = 1] = [xs[0], xs.at(-1)];
    const isLog = least > 0 && most / least >= 4;
    const marks = series.flatMap((one, place) => {
      const { colour, dash, symbol } = lookOf(place);
      const data = rowsOf(one);
      return [
        Plot.areaY(
          data.filter(({ low }) => low !== undefined),
          { x: 'x', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.12 },
        ),
        Plot.lineY(data, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2, strokeDasharray: dash }),
        Plot.dot(data, { x: 'x', y: 'y', fill: colour, symbol, r: 4.5 }),
      ];
    });
    return draw(width, Math.min(380, Math.round(width * 0.7)), {
      ...{ marginLeft: 44, marginRight: 20, marginTop: 28, marginBottom: 44 },
      x: { type: isLog ? 'log' : 'linear', ticks: xs, tickFormat: String, label: xLabel },
      y: { label: 'F1 %', grid: true, zero: false, nice: true },
      marks,
    });
  };

  const bars = ({ series }: ChartBlock, width: number): string => {
    const rows = series.flatMap(rowsOf).map((row, at) => ({ ...row, key: String(at) }));
    const most = Math.max(10, ...rows.map(({ y, high }) => high ?? y));
    const drop = { y: 'key', dy: 9 } as const;
    return draw(width, rows.length * ROW + 50, {
      ...{ marginLeft: 8, marginRight: 48, marginTop: 6, marginBottom: 40 },
      x: { label: 'F1 %', grid: true, domain: [0, most], nice: true },
      y: { axis: null, domain: rows.map(({ key }) => key), padding: 0 },
      marks: [
        Plot.barX(rows, {
          ...{ x: 'y', y: 'key', insetTop: 20, insetBottom: 5, rx: 2 },
          fill: ({ isReference }: Row) => (isReference ? 'var(--reference)' : 'var(--line-0)'),
        }),
        Plot.link(
          rows.filter(({ low }) => low !== undefined),
          { ...drop, x1: 'low', x2: 'high', stroke: 'currentColor', strokeWidth: 1.5, marker: 'tick' },
        ),
        Plot.text(rows, {
          ...{ y: 'key', x: 0, dy: -9, textAnchor: 'start', fill: 'currentColor' },
          ...{ text: 'name', lineWidth: (width - 60) / 12, textOverflow: 'ellipsis' },
        }),
        Plot.text(rows, {
          ...{
            ...drop,
            x: ({ y, high }: Row) => high ?? y,
            dx: 8,
            textAnchor: 'start',
            fill: 'currentColor',
          },
          ...{ text: ({ share }: Row) => percent(share), fontWeight: 600 },
        }),
        Plot.ruleX([0]),
      ],
    });
  };

  const shapes = { lines, bars };
  return (chart, width) => shapes[chart.shape](chart, width);
}

/** Pixels for the name of an arm and its bar. */
const ROW = 42;

interface Row {
  readonly name: string;
  readonly isReference: boolean;
  readonly x: number | string;
  readonly share: number;
  /** In percent, as the ends of the interval, which stay within 0 and 100. */
  readonly y: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

function rowsOf({ name, isReference, points }: Series): Row[] {
  return points.map(({ x, y, interval }) => ({
    ...{ name, isReference, x, share: y, y: 100 * y },
    low: interval === null ? undefined : 100 * Math.max(0, interval[0]),
    high: interval === null ? undefined : 100 * Math.min(1, interval[1]),
  }));
}
