import { spearman } from '../evaluate/index.js';
import { type Block, type Cell, note } from './blocks.js';
import type { Group, MadeSentences, Material, ReportArm, ReportCell } from './material.js';
import { count, mean, points } from './numbers.js';

/** An arm under one seed of the sample. */
interface Run {
  readonly substitutes: number;
  /** Mean over its substitutes. */
  readonly relatedness: number;
  /** In F1, over the same tagger without substitutes; a fraction of 1. */
  readonly gain: number;
}

/** Of arms whose substitutes come through one layer: their relatedness against what they gain, seed by seed. */
export function gainByRelatedness(
  { data, shots, title, rows }: Group,
  made: readonly MadeSentences[],
  sources: Material['record']['file']['sources'],
): Block[] {
  const own = made.filter((one) => one.data === data && one.shots === shots);
  const found = rows.flatMap(({ arm, cells }) => {
    const layer = onlyLayer(sources[arm.source ?? '']);
    const without = rows.find((row) => row.arm.isFewShotOnly && isAlike(row.arm, arm));
    if (layer === undefined || without === undefined) return [];
    const sets = own.filter(({ source }) => source === arm.source);
    const runs = sets.map((set) => runOf(set, cells, without.cells));
    return known(runs).length === 0 ? [] : [{ name: arm.name, layer, runs }];
  });
  if (found.length === 0) return [];
  const table = found.map(({ name, layer, runs }): Cell[] => {
    const rho = rhoOf(known(runs));
    const bySeed = (of: (run: Run) => string): string =>
      runs.map((run) => (run === undefined ? '–' : of(run))).join('  ');
    return [
      name,
      layer,
      bySeed(({ substitutes }) => count(substitutes)),
      bySeed(({ relatedness }) => relatedness.toFixed(3)),
      bySeed(({ gain }) => points(gain)),
      rho === undefined ? '' : rho.toFixed(2).replace('-', '−'),
    ];
  });
  const most = Math.max(...found.map(({ runs }) => known(runs).length));
  return [
    {
      kind: 'table',
      caption: `Relatedness and gain in F1, seed by seed, ${title}`,
      header: ['arm', 'layer', 'substitutes', 'mean relatedness', 'gain', 'Spearman’s ρ'],
      rows: table,
    },
    note(
      `The gain is over the same tagger without substitutes, in points; ρ of relatedness and gain is over the seeds of the sample, which differ in their mentions too.${fewSeeds(most)}`,
    ),
  ];
}

const known = (runs: readonly (Run | undefined)[]): Run[] => runs.flatMap((run) => run ?? []);

const rhoOf = (runs: readonly Run[]): number | undefined =>
  runs.length < 3 ? undefined : spearman(runs.map(({ relatedness, gain }) => [relatedness, gain]));

function onlyLayer(source: Material['record']['file']['sources'][string] | undefined): string | undefined {
  const isMore =
    source === undefined || source.llm !== false || source.raw !== false || source.labelled !== undefined;
  return isMore || source.layers.length !== 1 ? undefined : source.layers[0];
}

const isAlike = (one: ReportArm, other: ReportArm): boolean =>
  one.tagger === other.tagger && one.decode === other.decode;

/** Undefined where nothing was made, or of nothing made it is known. */
function runOf(
  { seed, substitutes }: MadeSentences,
  cells: readonly ReportCell[],
  without: readonly ReportCell[],
): Run | undefined {
  const values = substitutes.flatMap(({ relatedness }) => relatedness ?? []);
  const f1sOf = (all: readonly ReportCell[]): number[] =>
    all.filter((cell) => cell.seed?.sample === seed).map(({ scores }) => scores.strict.f1);
  const [f1s, others] = [f1sOf(cells), f1sOf(without)];
  if (f1s.length === 0 || others.length === 0 || values.length === 0) return undefined;
  return { substitutes: substitutes.length, relatedness: mean(values), gain: mean(f1s) - mean(others) };
}

/** What ρ can say of few seeds: of all orders that they can have, two give -1 or 1. */
function fewSeeds(seeds: number): string {
  if (seeds < 3) return ' It needs three.';
  if (seeds > 5) return '';
  const orders = [1, 1, 2, 6, 24, 120][seeds];
  return ` Over ${seeds} seeds it is a hint at most: by chance alone |ρ| is 1 in 2 of ${orders} orders of the seeds, and several arms are looked at.`;
}
