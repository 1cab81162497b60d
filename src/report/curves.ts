import { learningCurve } from '../evaluate/index.js';
import type { ChartBlock, Section, Series } from './blocks.js';
import type { Material, ReportArm, ReportCell } from './material.js';
import { percent, within } from './numbers.js';

/** F1 against shots where there are several numbers of them, and against neighbours where sources vary in these. */
export function curves(material: Material): Section {
  const sets = [...new Set(material.cells.map(({ data }) => data))];
  const charts = sets.flatMap((data) => [...byShots(material, data), ...byNeighbours(material, data)]);
  return { id: 'curves', title: 'Learning curves', blocks: charts };
}

interface Run {
  readonly x: number;
  readonly cell: ReportCell;
}

/** Learning arms in one chart; with more, each way to decide has a chart of its own. */
const MOST_LINES = 6;

function byShots({ cells, arms }: Material, data: string): ChartBlock[] {
  const own = cells.filter((cell) => cell.data === data);
  const sizes = new Set(own.flatMap(({ shots }) => shots ?? []));
  if (sizes.size < 2) return [];
  const runsOf = ({ name }: ReportArm): Run[] =>
    own
      .filter(({ arm }) => arm === name)
      .flatMap((cell) => (cell.shots === undefined ? [...sizes] : [cell.shots]).map((x) => ({ x, cell })));
  const learning = arms.filter(({ kind }) => kind !== 'dictionary');
  const families = new Map<string, ReportArm[]>();
  for (const arm of learning) {
    const name = learning.length <= MOST_LINES ? '' : familyOf(arm);
    families.set(name, [...(families.get(name) ?? []), arm]);
  }
  return [...families].map(([family, members]) => {
    const shown = arms.filter((arm) => arm.kind === 'dictionary' || members.includes(arm));
    const series = shown.map((arm) => seriesOf(arm.name, runsOf(arm), arm.kind === 'dictionary'));
    return chartOf(
      ['F1 against shots', data, family].filter((part) => part !== '').join(', '),
      'shots',
      series,
    );
  });
}

const familyOf = ({ kind, tagger, decode }: ReportArm): string =>
  kind === 'ensemble' ? 'ensembles' : `${tagger}, ${decode}`;

function byNeighbours({ cells, arms, record }: Material, data: string): ChartBlock[] {
  const { sources, llm } = record.file;
  const lines = new Map<string, { readonly x: number; readonly arm: ReportArm }[]>();
  for (const arm of arms) {
    const source = arm.source === undefined ? undefined : sources[arm.source];
    if (source === undefined || arm.isFewShotOnly) continue;
    const { 'per-mention': perMention, layers, related } = source;
    const range = related === undefined ? '' : `, relatedness ${related.from} to ${related.to}`;
    const isWritten = source.llm !== false;
    const asked = typeof source.llm === 'object' ? source.llm : undefined;
    const written = asked?.['per-mention'] ?? llm?.['per-mention'] ?? perMention;
    const from = [
      ...(layers.length > 0 ? [layers.join(' + ') + range] : []),
      ...(isWritten ? [`LLM ${asked?.preset ?? ''}`.trim()] : []),
    ];
    const name = [arm.tagger, arm.decode, from.join(', ')].join(', ');
    const x = layers.length > 0 ? perMention : written;
    lines.set(name, [...(lines.get(name) ?? []), { x, arm }]);
  }
  const varied = [...lines].filter(([, own]) => new Set(own.map(({ x }) => x)).size > 1);
  const counts = [...new Set(cells.filter((cell) => cell.data === data).flatMap(({ shots }) => shots ?? []))];
  return counts.flatMap((shots) => {
    const series = varied.map(([name, own]) => {
      const runs = own.flatMap(({ x, arm }) =>
        cells
          .filter((cell) => cell.data === data && cell.arm === arm.name && cell.shots === shots)
          .map((cell): Run => ({ x, cell })),
      );
      return seriesOf(name, runs, false);
    });
    if (series.length === 0) return [];
    return [
      chartOf(`F1 against neighbours per mention, ${data}, ${shots} shots`, 'neighbours per mention', series),
    ];
  });
}

function seriesOf(name: string, runs: readonly Run[], isReference: boolean): Series {
  const curve = learningCurve(runs.map(({ x, cell }) => ({ size: x, value: cell.scores.strict.f1 })));
  const points = curve.points.map(({ size, mean, interval }) => ({
    x: size,
    y: mean,
    interval: within(interval),
  }));
  return { name, points, isReference };
}

function chartOf(title: string, xLabel: string, series: readonly Series[]): ChartBlock {
  const ends = series.map(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    return first && last ? `${name} from ${percent(first.y)} to ${percent(last.y)}` : name;
  });
  const description = `Mean F1 in percent over ${xLabel}, a line for each arm, with bands of 95 % over seeds: ${ends.join('; ')}.`;
  return { kind: 'chart', shape: 'lines', title, description, xLabel, series };
}
