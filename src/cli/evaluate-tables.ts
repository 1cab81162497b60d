import type { Interval, Scores } from '../evaluate/index.js';
import type { PredictionReport } from './evaluate-output.js';
import { table } from './table.js';

/** The report of one prediction as tables: each label by the strict measure, then every measure. */
export function renderReport(report: PredictionReport, shows: { readonly errors: boolean }): string {
  const { labels, strict, macro, units } = report;
  const rows = [...Object.entries(labels), ['all', strict] as const].map(([name, score]) => row(name, score));
  const mean = [macro.strict.precision, macro.strict.recall, macro.strict.f1].map(percent);
  return [
    table(
      ['label', 'precision %', 'recall %', 'F1 %', 'gold', 'predicted', 'correct'],
      [...rows, ['mean', ...mean, '', '', '']],
    ),
    'A prediction is correct where boundaries and label are those of a gold span; the mean is over labels.\n\n',
    measureTable(report),
    report.intervals === null
      ? ''
      : `Intervals: 95 %, by drawing ${units.count.toLocaleString('en')} ${units.kind}s anew.\n`,
    report.documents === undefined ? '' : `\n${documentTable(report.documents)}`,
    `\n${kindsLine(report)}`,
    shows.errors ? errorTables(report) : '',
  ].join('');
}

function row(name: string, { precision, recall, f1, gold, predicted, correct }: Scores): string[] {
  return [name, ...[precision, recall, f1].map(percent), String(gold), String(predicted), String(correct)];
}

const percent = (share: number): string => (100 * share).toFixed(2);

/** `61.02–64.90`. */
export function showInterval(interval: Interval | null | undefined): string {
  return interval ? interval.map(percent).join('–') : '';
}

const TITLES = {
  strict: 'boundaries and label',
  conlleval: 'the same, malformed tags read as CoNLL-2000 does',
  'semeval.strict': 'boundaries and label, one to one',
  'semeval.exact': 'boundaries, any label',
  'semeval.partial': 'any label, an overlap counts half',
  'semeval.type': 'some overlap and the label',
  relaxed: 'some overlap and the label, label by label',
  token: 'labelled tokens',
  concept: 'concept ids of each document',
} as const;

/** One measure as it is printed. */
export interface MeasureRow {
  readonly name: string;
  readonly title: string;
  readonly scores: Scores;
  readonly interval: string;
  /** Mean F1 over the labels. */
  readonly mean: number;
}

/** Every measure that the report has. */
export function measureRows({ semeval, intervals, macro, ...report }: PredictionReport): MeasureRow[] {
  return (Object.keys(TITLES) as (keyof typeof TITLES)[]).flatMap((name): MeasureRow[] => {
    const [first, kind] = name.split('.') as ['strict', keyof typeof semeval | undefined];
    const scores = kind === undefined ? report[first] : semeval[kind];
    const interval = kind === undefined ? intervals?.[first]?.f1 : intervals?.semeval[kind].f1;
    const mean = kind === undefined ? macro[first]?.f1 : macro.semeval[kind].f1;
    if (scores === null) return [];
    return [{ name, title: TITLES[name], scores, interval: showInterval(interval), mean: mean ?? 0 }];
  });
}

function measureTable(report: PredictionReport): string {
  const rows = measureRows(report).map(({ name, title, scores, interval, mean }) => [
    name,
    ...[scores.precision, scores.recall, scores.f1].map(percent),
    interval,
    percent(mean),
    title,
  ]);
  return table(['measure', 'precision %', 'recall %', 'F1 %', 'interval', 'mean F1 %', 'what counts'], rows);
}

function documentTable(documents: NonNullable<PredictionReport['documents']>): string {
  const rows = documents.map(({ id, strict, semeval, token }) => [
    id,
    ...[strict.precision, strict.recall, strict.f1, semeval.partial.f1, token.f1].map(percent),
  ]);
  return table(['document', 'precision %', 'recall %', 'F1 %', 'partial F1 %', 'token F1 %'], rows);
}

function kindsLine({ errors: { kinds } }: PredictionReport): string {
  const { boundary, type, missed, spurious } = kinds;
  return `Errors: ${boundary} with wrong boundaries, ${type} with a wrong label, ${missed} missed, ${spurious} spurious.\n`;
}

function errorTables({ errors: { groups, confusion } }: PredictionReport): string {
  const tables = Object.entries(groups).map(([trait, list]) => {
    const rows = list.map(({ group, gold, correct, recall, boundary, type, missed, spurious }) => [
      group,
      ...[gold, correct].map(String),
      percent(recall),
      ...[boundary, type, missed, spurious].map(String),
    ]);
    return table([trait, 'gold', 'correct', 'recall %', 'boundary', 'label', 'missed', 'spurious'], rows);
  });
  return [
    '',
    ...tables,
    `Gold labels by row, predicted ones by column:\n\n${confusionTable(confusion)}`,
  ].join('\n');
}

const NONE = '(none)';

/** Gold labels by row, predicted ones by column; the columns have the numbers of the rows. */
function confusionTable(confusion: PredictionReport['errors']['confusion']): string {
  const { golds, guesses, countAt } = confusionGrid(confusion);
  const numbers = golds.map((_, at) => (at === golds.length - 1 ? NONE : String(at + 1)));
  const rows = golds.map((gold, at) => [
    gold === NONE ? NONE : `${numbers[at]} ${gold}`,
    ...guesses.map((guess) => String(countAt(gold, guess))),
  ]);
  return table(['', ...numbers], rows);
}

/** The labels on both sides of the confusion table, no span last, and its cells. */
export function confusionGrid(confusion: PredictionReport['errors']['confusion']): {
  readonly golds: string[];
  readonly guesses: string[];
  readonly countAt: (gold: string, predicted: string) => number;
} {
  const cells = new Map(
    confusion.map(({ gold, predicted, count }) => [`${gold ?? NONE}\n${predicted ?? NONE}`, count]),
  );
  const labels = [...new Set(confusion.flatMap(({ gold, predicted }) => [gold, predicted]))];
  const names = [...labels.filter((label) => label !== null).sort(), NONE];
  return {
    golds: names,
    guesses: names,
    countAt: (gold, predicted) => cells.get(`${gold}\n${predicted}`) ?? 0,
  };
}
