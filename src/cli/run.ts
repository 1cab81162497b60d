import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../base/cache.js';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import {
  type OpenedExperiment,
  openExperiment,
  readExperimentFile,
  resultsOfRun,
  runExperiment,
  type Selection,
  stagesOfRun,
  summariseArms,
  totalSeconds,
} from '../experiment/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { armSchema, experimentTables } from './experiment-table.js';
import { duration } from './progress.js';
import { onOneLine } from './run-progress.js';
import { version } from './version.js';

const output = z.object({
  name: z.string(),
  out: z.string().describe('folder of the results'),
  development: z
    .enum(['none', 'shots', 'whole'])
    .describe('size of the set that settings were chosen on; with none, defaults were used'),
  arms: z.array(armSchema),
  seconds: z.number().describe('computing time of all stages, also of those done earlier'),
});

type Report = z.infer<typeof output>;

interface Options extends Selection {
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly offline?: boolean;
}

/** `hilgen run`. */
export const run: CliCommand = {
  name: 'run',
  output,
  define: (command, context) =>
    command
      .description('run an experiment: data sets, sources, taggers and seeds, one table')
      .argument('<experiment>', 'experiment file (YAML)')
      .option('--dry-run', 'say what is there already and what would be done')
      .option('--only <stage>', 'only stages of this kind or with this in their name, and what they need')
      .option('--from <stage>', 'do these stages again, and all that depends on them')
      .option('--offline', 'let no text leave this machine')
      .option('--json', 'print the table as JSON')
      .addHelpText(
        'after',
        examples(
          'hilgen run examples/ncbi-disease.yaml --dry-run',
          'hilgen run examples/ncbi-disease.yaml',
          'hilgen run examples/ncbi-disease.yaml --only train',
        ),
      )
      .addHelpText('after', '\nAn interrupted run goes on where it was: finished stages are kept.\n')
      .action((path: string, options: Options) => main(path, options, context)),
};

async function main(path: string, options: Options, context: CliContext): Promise<void> {
  const opened = await openExperiment(await readExperimentFile(path), context.work('reading'));
  if (options.dryRun) return dryRun(opened, options, context);
  await compute(opened, options, context);
  if (options.only !== undefined) return;
  const report = reportOf(opened);
  await writeRun(opened, report);
  printResult(context, options, report, render);
}

function dryRun(opened: OpenedExperiment, options: Options, { print }: CliContext): void {
  const todo = new Set(stagesOfRun(opened, options));
  for (const stage of opened.plan.stages) print(`${todo.has(stage) ? 'to do ' : 'cached'}  ${stage.id}\n`);
}

async function compute(opened: OpenedExperiment, options: Options, context: CliContext): Promise<void> {
  const { remark } = context;
  await runExperiment(opened, {
    ...options,
    ...onOneLine(opened.file.name, opened, context),
    now: () => performance.now(),
    remark,
    encoder: { cacheFolder: cacheFolder(), accessToken: process.env.HF_TOKEN, remark },
    models: {
      offline: options.offline,
      environment: process.env,
      onRemote: ({ message }) => remark(`${message}\n`),
    },
  }).catch((error: unknown) => Promise.reject(withResumeHint(error)));
}

function reportOf(opened: OpenedExperiment): Report {
  const { name, out, development } = opened.file;
  return {
    ...{ name, out, development },
    arms: summariseArms(resultsOfRun(opened)),
    seconds: totalSeconds(opened),
  };
}

async function writeRun(opened: OpenedExperiment, report: Report): Promise<void> {
  const { file, inputs } = opened;
  const whole = {
    version: version(),
    node: process.version,
    inputs,
    file,
    ...report,
    cells: resultsOfRun(opened),
  };
  await writeFileAtomic(join(file.out, 'run.json'), `${JSON.stringify(whole, null, 2)}\n`);
}

function withResumeHint(error: unknown): unknown {
  if (!(error instanceof HilgenError) || error.code !== 'interrupted') return error;
  return new HilgenError('interrupted', {
    what: 'interrupted',
    hint: 'Finished stages are kept: the same command goes on from here.',
  });
}

const CHOSEN_ON: Readonly<Record<Report['development'], string>> = {
  none: 'no development set: defaults and the settings of the file were used, nothing was chosen',
  shots: 'what is chosen is chosen on a development set of as many sentences as were learnt from',
  whole: 'what is chosen is chosen on the whole development split',
};

function render({ name, out, development, arms, seconds }: Report): string {
  return [
    `${name}: strict scores on the test split; ${CHOSEN_ON[development]}\n\n`,
    experimentTables(arms),
    `\ncomputed in ${duration(seconds)}; run.json: ${out}\n`,
  ].join('');
}
