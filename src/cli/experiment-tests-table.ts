import type { MeasureResult, TestResult } from '../experiment/index.js';
import { table } from './table.js';

/** Arms as rows by more measures than the table's, in percent, with 95 % intervals. */
export function measuresTable(results: readonly MeasureResult[]): string {
  if (results.length === 0) return '';
  const rows = results.flatMap(({ data, shots, arm, measures }) =>
    Object.entries(measures).map(([name, { precision, recall, f1, units }]) => [
      placeOf(data, shots),
      arm,
      name,
      ...[precision.mean, recall.mean, f1.mean].map(percent),
      f1.interval === null ? '' : intervalOf(f1.interval),
      intervalOf(units.f1),
    ]),
  );
  const header = ['data', 'arm', 'measure', 'P %', 'R %', 'F1 %', 'over seeds', 'over the test set'];
  return `\n${table(header, rows)}F1 intervals of 95 %: of the mean over seeds (Student's t), and over test documents or sentences drawn anew (bootstrap).\n`;
}

/** What tests say of differences in strict F1. */
export function testsTable(results: readonly TestResult[], rounds: number): string {
  if (results.length === 0) return '';
  const rows = results.map(({ data, shots, arms: [arm, other], difference, p, corrected, detectable }) => [
    placeOf(data, shots),
    arm,
    other,
    `${difference < 0 ? '' : '+'}${percent(difference)}`,
    showP(p),
    showP(corrected),
    percent(detectable),
  ]);
  const header = ['data', 'arm', 'against', 'F1 points', 'p', 'p (Holm)', 'detectable'];
  return `\n${table(header, rows)}p by paired approximate randomisation (${rounds.toLocaleString('en')} rounds) of the counts of each test document or sentence, mean over seeds; corrected for the tests of a table; detectable is the least difference that such a test set tells four times out of five.\n`;
}

const placeOf = (data: string, shots: number | undefined): string =>
  shots === undefined ? data : `${data}, ${shots} shots`;

const percent = (fraction: number): string => (100 * fraction).toFixed(1);

const intervalOf = ([low, high]: readonly [number, number]): string => `${percent(low)}–${percent(high)}`;

const showP = (p: number): string => (p < 0.0001 ? '<0.0001' : p.toFixed(4));
