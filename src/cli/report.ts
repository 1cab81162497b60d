import { join, resolve } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import { type ExperimentFile, nearestName } from '../experiment/index.js';
import { type Material, makeReport, plotter, renderMarkdown, renderReport } from '../report/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { readMaterial } from './report-material.js';
import { openRun } from './report-open.js';

const output = z.object({
  name: z.string().describe('of the experiment'),
  html: z.string().describe('the page that was written'),
  markdown: z.string().describe('the same as Markdown'),
  hasText: z.boolean().describe('whether sentences of the corpora are in it'),
  baseline: z.string().nullable().describe('the arm that others are compared with; null where there is none'),
  dictionary: z.string().nullable(),
  sections: z.array(z.string()).describe('titles of what is in it'),
});

interface Options {
  readonly out?: string;
  readonly markdown?: string;
  readonly baseline?: string;
  readonly text: boolean;
  readonly rounds: number;
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
      .option('--baseline <arm>', 'arm to compare with (default: the first that learns from few shots only)')
      .option('--no-text', 'leave out sentences of the corpora')
      .option('--rounds <n>', 'rounds of the paired tests', wholeNumber(99), 9999)
      .option('--resamples <n>', 'draws for the intervals of arms with a single run', wholeNumber(1), 1000)
      .option('--seed <n>', 'seed of tests, intervals and of what is shown', wholeNumber(0), 1)
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
  const material = await readMaterial(opened, work);
  const references = referencesOf(material, opened.file, options.baseline);
  const { text: hasText, rounds, resamples, seed } = options;
  const made = makeReport(material, { references, hasText, rounds, resamples, seed });
  await writeFileAtomic(html, renderReport(made, await plotter()));
  await writeFileAtomic(markdown, renderMarkdown(made));
  const { baseline = null, dictionary = null } = references;
  const sections = made.sections.map(({ title }) => title);
  printResult(
    context,
    options,
    { name: made.title, html, markdown, hasText, baseline, dictionary, sections },
    () => `written: ${html}\n         ${markdown}\n`,
  );
}

/** What arms are compared with: the first that learns from few shots only, and the dictionary that looks past most. */
function referencesOf(
  { arms }: Material,
  { taggers }: Pick<ExperimentFile, 'taggers'>,
  given: string | undefined,
): { baseline?: string | undefined; dictionary?: string | undefined } {
  const names = arms.map(({ name }) => name);
  if (given !== undefined && !names.includes(given)) {
    const near = nearestName(given, names);
    throw new HilgenError('usage', {
      where: JSON.stringify(given),
      what: 'no arm has this name',
      hint: near === undefined ? `Arms: ${names.join('; ')}.` : `Did you mean \`${near}\`?`,
    });
  }
  const baseline = given ?? arms.find(({ isFewShotOnly }) => isFewShotOnly)?.name;
  const dictionaries = arms.filter(({ kind, name }) => kind === 'dictionary' && name !== baseline);
  const whole = dictionaries.find(({ tagger = '' }) => {
    const settings = taggers[tagger];
    return settings?.kind === 'dictionary' && settings.match === 'all';
  });
  return { baseline, dictionary: (whole ?? dictionaries[0])?.name };
}
