import type { SystemsReport } from './evaluate-output.js';
import { showInterval } from './evaluate-tables.js';
import { table } from './table.js';

/** Several systems: their scores, how they compare, and their learning curves. */
export function renderSystems({ measure, systems, comparisons, curves, warnings }: SystemsReport): string {
  const rows = systems.map(({ name, runs, seeds: { precision, recall, f1 } }) => [
    name,
    String(runs.length),
    ...[precision.mean, recall.mean, f1.mean].map(percent),
    f1.deviation === null ? '' : percent(f1.deviation),
    f1.interval === null
      ? showInterval(runs[0]?.intervals && intervalOf(runs[0].intervals, measure))
      : showInterval(f1.interval),
  ]);
  return [
    `${measure} scores; intervals of 95 %, over seeds where a system has several runs\n\n`,
    table(['system', 'runs', 'precision %', 'recall %', 'F1 %', '±', 'interval'], rows),
    comparisons.length === 0 ? '' : `\n${comparisonTable(comparisons)}`,
    ...curves.map((curve) => `\n${curveTable(curve)}`),
    ...warnings.map((warning) => `\nWarning: ${warning}.\n`),
  ].join('');
}

type Intervals = NonNullable<SystemsReport['systems'][number]['runs'][number]['intervals']>;

function intervalOf(intervals: Intervals, measure: string): readonly [number, number] | undefined {
  const [name, kind] = measure.split('.') as ['strict', keyof Intervals['semeval'] | undefined];
  return kind === undefined ? intervals[name]?.f1 : intervals.semeval[kind].f1;
}

const percent = (share: number): string => (100 * share).toFixed(2);

function comparisonTable(comparisons: SystemsReport['comparisons']): string {
  const rows = comparisons.map(({ systems: [one, other], difference, p, corrected, detectable }) => [
    `${one} − ${other}`,
    `${difference < 0 ? '' : '+'}${percent(difference)}`,
    showP(p),
    showP(corrected),
    percent(detectable),
  ]);
  return `${table(['difference', 'F1 points', 'p', 'p (Holm)', 'detectable'], rows)}p by paired approximate randomisation; detectable is the least difference that such a test set tells four times out of five.\n`;
}

const showP = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toFixed(4));

function curveTable({ name, points, area }: SystemsReport['curves'][number]): string {
  const rows = points.map(({ size, runs, mean, deviation, interval }) => [
    String(size),
    String(runs),
    percent(mean),
    deviation === null ? '' : percent(deviation),
    showInterval(interval),
  ]);
  const summary = area === null ? '' : `mean height over the logarithm of the size: ${percent(area)}\n`;
  return `${table([`${name}, trained on`, 'runs', 'F1 %', '±', 'interval'], rows)}${summary}`;
}
