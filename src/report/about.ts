import type { Block, Section } from './blocks.js';
import type { Material } from './material.js';
import { count, counted } from './numbers.js';
import type { ReportOptions } from './report.js';

const WARNING =
  'This report holds sentences of the corpora, with their marks. Where these may not be passed on, as with patients’ text, neither may it; --no-text leaves all sentences out.';

/** What was done: data, shots, seeds, and on what was chosen. */
export function about(material: Material, { hasText, baseline, references }: ReportOptions): Section {
  const { record, tests } = material;
  const { sample, seeds } = record.file;
  const shots = [sample.shots].flat().join(', ');
  const facts: [string, string][] = [
    ...Object.entries(tests).map(([name, { sentences, mentions, units, unit }]): [string, string] => [
      `test set ${name}`,
      `${counted(sentences, 'sentence')}${unit === 'document' ? ` of ${counted(units, 'document')}` : ''}, ${counted(mentions, 'labelled mention')}; read to be tagged and scored, nothing else`,
    ]),
    ['few-shot sample', `${shots} by ${sample.mode}`],
    ['development set', developmentText(material)],
    [
      'seeds',
      Array.isArray(seeds)
        ? `${seeds.join(', ')}: each decides sample and training`
        : `of samples ${seeds.sample.join(', ')}, each with trainings ${seeds.train.join(', ')}`,
    ],
    ['baseline', baseline ?? 'none'],
    ['also compared with', references.filter((name) => name !== baseline).join('; ') || 'none'],
  ];
  const warning: Block[] = hasText ? [{ kind: 'text', text: WARNING, look: 'warning' }] : [];
  return { id: 'about', title: 'What was done', blocks: [...warning, { kind: 'facts', facts }] };
}

function developmentText({ record, development }: Material): string {
  if (record.file.development === 'none') {
    return 'none (0 sentences): defaults and the settings of the file were used; the test set was opened once, to be scored';
  }
  const sizes = development.map(([data, sentences]) => `${data} ${rangeOf(sentences)}`).join(', ');
  const what = record.file.chooses.join(', ');
  return `${sizes} sentences; all that was chosen (${what}) was chosen on it; the test set was opened once, to be scored`;
}

function rangeOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? count(least) : `${count(least)} to ${count(most)}`;
}
