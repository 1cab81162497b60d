import type { PredictionError, Scores } from '../evaluate/index.js';
import type { Cell } from '../report/blocks.js';
import { STYLE } from '../report/html/style.js';
import { escaped, htmlTable } from '../report/html/text.js';
import { errorSection } from './evaluate-html-errors.js';
import type { PredictionReport } from './evaluate-output.js';
import { confusionGrid, measureRows } from './evaluate-tables.js';

/** What the page shows. */
export interface PageContent {
  readonly gold: string;
  readonly predicted: string;
  readonly report: PredictionReport;
  readonly errors: readonly PredictionError[];
}

/** The report of one prediction as a page that needs nothing else: no network, no other file. */
export function renderPage({ gold, predicted, report, errors }: PageContent): string {
  const { units } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${escaped(predicted)} – scores</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Scores</h1>
<p>predicted: ${escaped(predicted)}</p>
<p>gold: ${escaped(gold)}, ${units.count.toLocaleString('en')} ${units.kind}s</p>
<h2>Labels, strict</h2>
${labelTable(report)}
<h2>Measures</h2>
${measureTable(report)}
<h2>Labels confused</h2>
<p>Gold labels by row, predicted ones by column.</p>
${confusionTable(report)}
${groupTables(report)}
${errorSection(errors)}
</body>
</html>
`;
}

const percent = (share: number): string => (100 * share).toFixed(2);

function labelTable({ labels, strict }: PredictionReport): string {
  const row = (
    name: string,
    { precision, recall, f1, gold, predicted, correct }: Scores,
  ): (Cell | string)[] => [
    name,
    percent(precision),
    percent(recall),
    { text: percent(f1), share: f1 },
    ...[gold, predicted, correct].map((count) => count.toLocaleString('en')),
  ];
  const rows = [...Object.entries(labels), ['all', strict] as const].map(([name, scores]) =>
    row(name, scores),
  );
  return htmlTable(['label', 'precision %', 'recall %', 'F1 %', 'gold', 'predicted', 'correct'], rows, {
    label: 'labels, strict',
    hasTotal: true,
  });
}

function measureTable(report: PredictionReport): string {
  const rows = measureRows(report).map(({ name, scores, interval, mean, title }): (Cell | string)[] => [
    name,
    percent(scores.precision),
    percent(scores.recall),
    { text: percent(scores.f1), share: scores.f1 },
    interval,
    percent(mean),
    { text: title, look: 'note' },
  ]);
  return htmlTable(
    [
      'measure',
      'precision %',
      'recall %',
      'F1 %',
      '95 % interval',
      'mean F1 %',
      { text: 'what counts', look: 'note' },
    ],
    rows,
    { label: 'measures' },
  );
}

function confusionTable({ errors: { confusion } }: PredictionReport): string {
  const { golds, guesses, countAt } = confusionGrid(confusion);
  const rows = golds.map((gold, row) => [
    gold,
    ...guesses.map((guess, column): Cell => {
      const count = countAt(gold, guess);
      const look = row === column ? 'hit' : 'miss';
      return { text: count === 0 ? '' : count.toLocaleString('en'), look: count === 0 ? undefined : look };
    }),
  ]);
  return htmlTable(['', ...guesses], rows, { label: 'labels confused', isUpright: true });
}

function groupTables({ errors: { groups } }: PredictionReport): string {
  const header = ['gold', 'correct', 'recall %', 'boundary', 'label', 'missed', 'spurious'];
  return Object.entries(groups)
    .map(([trait, list]) => {
      const rows = list.map(({ group, gold, correct, recall, boundary, type, missed, spurious }) => [
        group,
        ...[gold, correct].map((count) => count.toLocaleString('en')),
        { text: percent(recall), share: recall },
        ...[boundary, type, missed, spurious].map((count) => count.toLocaleString('en')),
      ]);
      return `<h2>Mentions by ${escaped(trait)}</h2>\n${htmlTable([trait, ...header], rows, { label: `mentions by ${trait}` })}`;
    })
    .join('\n');
}
