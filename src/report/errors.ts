import { random } from '../base/random.js';
import { ERROR_KINDS, type ErrorGroup } from '../evaluate/index.js';
import { type Block, type Cell, type ErrorQuery, note, type Section, type TableBlock } from './blocks.js';
import { type Group, groupsOf, type Material, type ReportCell } from './material.js';
import { count, mean, percent } from './numbers.js';
import type { ReportOptions } from './report.js';

/** Errors listed in a report, over all its arms, and of one arm. */
const MOST = 8000;
const MOST_OF_ARM = 400;

/** The traits that are shown, in their order. */
const CAPTIONS: Readonly<Record<string, string>> = {
  label: 'By label',
  seen: 'By whether the arm learnt from the mention',
  known: 'By whether the knowledge base has the mention',
  length: 'By length',
};

/** Errors by kind and by what is known of their mentions, down to the sentences. */
export function errors(material: Material, options: ReportOptions): Section {
  const groups = groupsOf(material);
  const lists = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const most = Math.min(MOST_OF_ARM, Math.max(20, Math.floor(MOST / Math.max(1, lists))));
  const blocks = groups.flatMap((group, number): Block[] => [
    ...(groups.length > 1 ? [{ kind: 'heading', text: group.title } as const] : []),
    kindTable(group),
    ...group.rows.flatMap(({ arm, cells: [first] }, at) =>
      first === undefined
        ? []
        : [
            armFold(
              `${arm.name} (${group.title}${seedText(first)})`,
              first,
              `errors-${number}-${at}`,
              most,
              options,
            ),
          ],
    ),
  ]);
  const missing = Object.entries(material.tests).flatMap(([data, { unknown }]) =>
    unknown === undefined ? [] : [note(`${data}: ${unknown}.`)],
  );
  return {
    id: 'errors',
    title: 'Errors',
    blocks: [
      note(
        'Correct mentions are set aside; the rest are paired, the longest overlap first. Wrong boundaries: the label is right and the mentions overlap; wrong label: the boundaries are right; missed: a labelled mention without a predicted one; spurious: a predicted mention without a labelled one. Spurious ones are grouped by the predicted mention.',
      ),
      ...missing,
      ...blocks,
    ],
  };
}

const seedText = ({ seed }: ReportCell): string =>
  seed === undefined
    ? ''
    : seed.sample === seed.train
      ? `, seed ${seed.sample}`
      : `, seed ${seed.sample}/${seed.train}`;

function kindTable({ title, rows }: Group): TableBlock {
  return {
    kind: 'table',
    caption: `Errors by kind, ${title}: means over seeds`,
    header: ['arm', 'labelled', 'correct', 'wrong boundaries', 'wrong label', 'missed', 'spurious'],
    rows: rows.map(({ arm, cells }): Cell[] => {
      const over = (of: (cell: ReportCell) => number): string => count(mean(cells.map(of)));
      return [
        arm.name,
        over(({ examined }) => examined.gold),
        over(({ examined }) => examined.correct),
        ...ERROR_KINDS.map((kind) => over(({ examined }) => examined.kinds[kind])),
      ];
    }),
  };
}

function armFold(
  title: string,
  { examined }: ReportCell,
  list: string,
  most: number,
  { hasText, seed }: ReportOptions,
): Block {
  const { kinds, groups, errors: all } = examined;
  const link = (query: Omit<ErrorQuery, 'list'>, number: number): Cell =>
    hasText && number > 0 ? { text: count(number), shows: { list, ...query } } : count(number);
  const tables = Object.entries(CAPTIONS).flatMap(([trait, caption]) => {
    const own = groups[trait] ?? [];
    if (own.length === 0 || (trait === 'label' && own.length === 1)) return [];
    return [traitTable(caption, own, (kind, group, number) => link({ kind, trait, group }, number))];
  });
  const total: TableBlock = {
    kind: 'table',
    caption: 'Errors by kind',
    header: ['kind', 'wrong boundaries', 'wrong label', 'missed', 'spurious'],
    rows: [['all', ...ERROR_KINDS.map((kind) => link({ kind }, kinds[kind]))]],
  };
  const drawn = new Set(random(seed, 'report', list).sample(all, most));
  const listed = all.filter((error) => drawn.has(error));
  const sentences: Block[] = hasText ? [{ kind: 'errors', id: list, all: all.length, errors: listed }] : [];
  return { kind: 'fold', title, blocks: [total, ...tables, ...sentences] };
}

function traitTable(
  caption: string,
  groups: readonly ErrorGroup[],
  cell: (kind: (typeof ERROR_KINDS)[number], group: string, number: number) => Cell,
): TableBlock {
  const rows = groups.map((own): Cell[] => [
    own.group,
    count(own.gold),
    count(own.correct),
    own.gold === 0 ? '' : { text: percent(own.recall), share: own.recall },
    ...ERROR_KINDS.map((kind) => cell(kind, own.group, own[kind])),
  ]);
  const header = [
    'mentions',
    'labelled',
    'correct',
    'recall %',
    'wrong boundaries',
    'wrong label',
    'missed',
    'spurious',
  ];
  return { kind: 'table', caption, header, rows };
}
