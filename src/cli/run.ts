import { join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../base/cache.js';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import {
  cellsOf,
  describeCell,
  type ExperimentFile,
  type OpenedExperiment,
  openExperiment,
  readExperimentFile,
  runExperiment,
  summariseArms,
} from '../experiment/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { armSchema, experimentTable } from './experiment-table.js';
import { duration } from './progress.js';
import { version } from './version.js';

const output = z.object({
  name: z.string(),
  out: z.string().describe('folder of the results'),
  tunedOn: z.literal('nothing').describe('split that settings were chosen on'),
  arms: z.array(armSchema),
  seconds: z.number().describe('computing time of all cells, also of those computed earlier'),
});

type Report = z.infer<typeof output>;

interface Options {
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
      .description('run an experiment: several arms and seeds, one table')
      .argument('<experiment>', 'experiment file (YAML)')
      .option('--dry-run', 'say what is there already and what would be computed')
      .option('--offline', 'let no text leave this machine')
      .option('--json', 'print the table as JSON')
      .addHelpText(
        'after',
        examples('hilgen run examples/ncbi-disease.yaml --dry-run', 'hilgen run examples/ncbi-disease.yaml'),
      )
      .addHelpText(
        'after',
        '\nAn interrupted run goes on where it was: finished cells are kept in the results folder.\n',
      )
      .action((path: string, options: Options) => main(path, options, context)),
};

async function main(path: string, options: Options, context: CliContext): Promise<void> {
  const file = await readExperimentFile(path);
  const opened = await openExperiment(file, version(), context.work('knowledge base'), {
    offline: options.offline,
    environment: process.env,
    onRemote: ({ message }) => context.remark(`${message}\n`),
  });
  try {
    if (options.dryRun) return await dryRun(opened, context);
    const report = await compute(file, opened, context);
    printResult(context, options, report, render);
  } finally {
    await opened.close();
  }
}

async function dryRun({ experiment, store }: OpenedExperiment, { print }: CliContext): Promise<void> {
  for (const cell of cellsOf(experiment)) {
    const found = await store.find(cell);
    print(`${found === undefined ? 'to do ' : 'cached'}  ${describeCell(cell)}\n`);
  }
}

async function compute(file: ExperimentFile, opened: OpenedExperiment, context: CliContext): Promise<Report> {
  const { experiment, store, inputs } = opened;
  const results = await runExperiment(experiment, {
    ...context.work(file.name),
    store,
    now: () => performance.now(),
    encoder: { cacheFolder: cacheFolder(), accessToken: process.env.HF_TOKEN, remark: context.remark },
  }).catch((error: unknown) => Promise.reject(withResumeHint(error)));
  const report: Report = {
    name: file.name,
    out: file.out,
    tunedOn: 'nothing',
    arms: summariseArms(results),
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  };
  const whole = {
    version: version(),
    node: process.version,
    inputs,
    settings: experiment.settings,
    ...report,
    cells: results,
  };
  await writeFileAtomic(join(file.out, 'run.json'), `${JSON.stringify(whole, null, 2)}\n`);
  return report;
}

function withResumeHint(error: unknown): unknown {
  if (!(error instanceof HilgenError) || error.code !== 'interrupted') return error;
  return new HilgenError('interrupted', {
    what: 'interrupted',
    hint: 'Finished cells are kept: the same command goes on from here.',
  });
}

function render({ name, out, arms, seconds }: Report): string {
  return [
    `${name}: strict scores on the test split; settings are fixed, nothing was tuned on any split\n\n`,
    experimentTable(arms),
    `\ncomputed in ${duration(seconds)}; sentences, predictions and run.json: ${out}\n`,
  ].join('');
}
