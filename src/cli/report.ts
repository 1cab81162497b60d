import { join, resolve } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import { type ExperimentFile, testDrawing } from '../experiment/index.js';
import { makeReport, plotter, renderMarkdown, renderReport, type TestOptions } from '../report/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { readMaterial } from './report-material.js';
import { openRun } from './report-open.js';
import { baselineOf, referencesOf } from './report-references.js';

const output = z.object({
  name: z.string().describe('of the experiment'),
  html: z.string().describe('the page that was written'),
  markdown: z.string().describe('the same as Markdown'),
  hasText: z.boolean().describe('whether sentences of the corpora are in it'),
  baseline: z.string().nullable().describe('the arm that others are compared with; null where there is none'),
  references: z.array(z.string()).describe('arms that all are compared with, the baseline first'),
  sections: z.array(z.string()).describe('titles of what is in it'),
});

interface Options {
  readonly out?: string;
  readonly markdown?: string;
  readonly baseline?: string;
  readonly text: boolean;
  readonly rounds?: number;
  readonly resamples: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `hilgen report`. */
export const report: CliCommand = {
  name: 'report',
  output,
  define: (command, context) =>
    command
      .description(
        'report on a run: scores, tests, curves, what was generated, errors, cost; HTML and Markdown',
      )
      .argument('<run>', 'folder that `hilgen run` wrote, its run.json, or the experiment file')
      .option('--out <file>', "the page (default: report.html in the run's folder)")
      .option('--markdown <file>', 'the same as Markdown (default: beside the page, as .md)')
      .option(
        '--baseline <arm>',
        'arm to compare with (default: that of `tests`, else the first that learns from few shots only)',
      )
      .option('--no-text', 'leave out sentences of the corpora')
      .option(
        '--rounds <n>',
        'rounds of the paired tests (default: those of `tests`, else 9999)',
        wholeNumber(99),
      )
      .option('--resamples <n>', 'draws for the intervals of arms with a single run', wholeNumber(1), 1000)
      .option(
        '--seed <n>',
        'seed of intervals, of what is shown, and of tests where the file has no `tests`',
        wholeNumber(0),
        1,
      )
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        examples('hilgen report runs/five-shot', 'hilgen report five-shot.yaml --no-text'),
      )
      .action((run: string, options: Options) => main(run, options, context)),
};

async function main(run: string, options: Options, context: CliContext): Promise<void> {
  const work = context.work('reading');
  const opened = await openRun(run, work);
  const html = resolve(options.out ?? join(opened.folder, 'report.html'));
  const markdown = resolve(options.markdown ?? `${html.replace(/\.html?$/, '')}.md`);
  if (html === markdown) {
    throw new HilgenError('usage', { where: html, what: 'page and Markdown would be one file' });
  }
  const tests = testsOf(opened.file, options);
  const material = await readMaterial(opened, work);
  const baseline = baselineOf(material, opened.file, options.baseline);
  const references = referencesOf(material, opened.file, baseline);
  const { text: hasText, resamples, seed } = options;
  const made = makeReport(material, { baseline, references, tests, hasText, resamples, seed });
  await writeFileAtomic(html, renderReport(made, await plotter()));
  await writeFileAtomic(markdown, renderMarkdown(made));
  const sections = made.sections.map(({ title }) => title);
  printResult(
    context,
    options,
    { name: made.title, html, markdown, hasText, baseline: baseline ?? null, references, sections },
    () => `written: ${html}\n         ${markdown}\n`,
  );
}

/** Tests that the file settles are drawn as it says, so that a report and a table of one run have one p. */
function testsOf({ tests }: ExperimentFile, { rounds, seed }: Options): TestOptions {
  if (tests === undefined) return { rounds: rounds ?? 9999, seed };
  if (rounds === undefined) return testDrawing(tests);
  throw new HilgenError('usage', {
    where: '--rounds',
    what: `the experiment file says how often its \`tests\` exchange predictions: ${tests.rounds}`,
    hint: 'Leave it out, or change `rounds` of the file and run it again.',
  });
}
