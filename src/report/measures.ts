import type { MeasureResult } from '../experiment/index.js';
import type { Block, Cell } from './blocks.js';
import { figureCell } from './figure-cell.js';
import type { Group } from './material.js';
import { within } from './numbers.js';

/** F1 of every arm by the measures that the experiment file names; nothing where these are the strict one alone. */
export function measureTable(
  { data, shots, title, rows }: Group,
  measured: readonly MeasureResult[],
): Block[] {
  const found = rows.flatMap(({ arm }) =>
    measured.filter(
      (one) => one.data === data && one.arm === arm.name && (one.shots === undefined || one.shots === shots),
    ),
  );
  const names = Object.keys(found[0]?.measures ?? {});
  if (names.every((name) => name === 'strict')) return [];
  const header = ['arm', ...names];
  const table = found.map(({ arm, measures }): Cell[] => [
    arm,
    ...names.map((name) => cellOf(measures[name])),
  ]);
  return [{ kind: 'table', caption: `F1 % by measure, ${title}`, header, rows: table }];
}

function cellOf(scores: MeasureResult['measures'][string] | undefined): Cell {
  if (scores === undefined) return '';
  const { f1, units } = scores;
  return f1.interval === null
    ? figureCell({ mean: f1.mean, interval: units.f1 }, 'units')
    : figureCell({ mean: f1.mean, interval: within(f1.interval) }, 'seeds');
}
