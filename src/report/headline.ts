import { seedInterval } from '../evaluate/index.js';
import { type Block, type Cell, note, type Section } from './blocks.js';
import { figuresOf, type Gain, gainsOf } from './compare.js';
import { figureCell } from './figure-cell.js';
import { type Fractions, type Group, groupsOf, type Material } from './material.js';
import { measureTable } from './measures.js';
import { count, counted, mean, percent, points, showInterval, showP, within } from './numbers.js';
import type { ReportOptions } from './report.js';

/** The table of every arm: scores with intervals, and what is gained over the baseline and the dictionary. */
export function headline(material: Material, options: ReportOptions): Section {
  const groups = groupsOf(material);
  return {
    id: 'scores',
    title: 'Scores',
    blocks: [
      ...groups.flatMap((group) => groupBlocks(group, material, options)),
      note(
        'F1, precision and recall are strict where no other measure is named: a predicted mention counts where boundaries and label are those of a labelled one. Brackets hold 95 % intervals: of the mean over seeds (Student’s t) where an arm has several, else (†) over the test set drawn anew (bootstrap).',
      ),
      ...(options.references.length > 0 ? [note(testNote(material, options))] : []),
    ],
  };
}

function testNote({ compared }: Material, { tests: { rounds, seed } }: ReportOptions): string {
  const made =
    compared.length === 0 ? '' : ' Tests that the experiment file asks for are taken from its results.';
  return `Gains are differences of mean F1 in points; below them the 95 % interval of the difference over seeds, seed by seed. p is of a paired test over the same test sentences: approximate randomisation of each arm’s mean counts over its seeds (${count(rounds)} rounds, seed ${seed}), corrected over all comparisons of a table by Holm’s procedure. It asks whether a difference would hold on other sentences; whether it holds under other seeds is what the interval asks. A difference is set in bold only where p < 0.05 and the interval leaves out 0.${made}`;
}

function groupBlocks(group: Group, { measured, compared }: Material, options: ReportOptions): Block[] {
  const { baseline, references, tests } = options;
  const gains = gainsOf(group, references, compared, tests);
  const named = references.filter((name) => group.rows.some(({ arm }) => arm.name === name));
  const header = ['arm', 'made', 'P %', 'R %', 'F1 %', 'F1 % by seed'];
  const rows = group.rows.map((row): Cell[] => {
    const figures = figuresOf(row, options);
    return [
      row.arm.name === baseline ? { text: row.arm.name, below: 'baseline' } : row.arm.name,
      row.arm.kind === 'ensemble' ? '' : count(mean(row.cells.map(({ made }) => made))),
      ...(['precision', 'recall', 'f1'] as const).map((name) => figureCell(figures[name], figures.over)),
      row.cells.length > 1 ? row.cells.map(({ scores }) => percent(scores.strict.f1)).join('  ') : '',
      ...named.flatMap((against) => gainCells(gains.find((gain) => isOf(gain, row.arm.name, against)))),
    ];
  });
  return [
    {
      kind: 'table',
      caption: group.title,
      header: [...header, ...named.flatMap((name): Cell[] => [{ text: 'gain', below: `over ${name}` }, 'p'])],
      rows,
    },
    ...measureTable(group, measured),
    ...labelBlocks(group),
  ];
}

const isOf = (gain: Gain, arm: string, against: string): boolean =>
  gain.arm === arm && gain.against === against;

function gainCells(gain: Gain | undefined): [Cell, Cell] {
  if (gain === undefined) return ['', ''];
  const { difference, interval, p, isClear } = gain;
  const cell = { text: points(difference), below: showInterval(interval, points) };
  return [isClear ? { ...cell, look: 'strong' } : cell, showP(p)];
}

/** A table for each label, where there are several. */
function labelBlocks({ title, rows }: Group): Block[] {
  const labels = [
    ...new Set(rows.flatMap(({ cells }) => cells.flatMap((cell) => Object.keys(cell.scores.labels)))),
  ];
  if (labels.length < 2) return [];
  return labels.sort().map((label): Block => {
    const table = rows.map(({ arm, cells }): Cell[] => {
      const figure = (name: keyof Fractions): Cell => {
        const values = cells.map(({ scores }) => scores.labels[label]?.[name] ?? 0);
        return { text: percent(mean(values)), below: showInterval(within(seedInterval(values))) };
      };
      return [arm.name, figure('precision'), figure('recall'), figure('f1')];
    });
    const header = ['arm', 'P %', 'R %', 'F1 %'];
    return {
      kind: 'fold',
      title: `${label} alone (${title}, ${counted(rows.length, 'arm')})`,
      blocks: [{ kind: 'table', caption: `${title}: ${label}`, header, rows: table }],
    };
  });
}
