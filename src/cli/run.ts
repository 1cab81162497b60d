import { resolve } from 'node:path';
import { refer, type Selection } from '../experiment/index.js';
import { wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { openExperimentFile, runWatched } from './experiment-open.js';
import { dryRun } from './run-dry.js';
import { renderReport, reportOf, runReport, writeRun } from './run-report.js';

interface Options extends Selection {
  readonly dryRun?: boolean;
  readonly jobs: number;
  readonly json?: boolean;
  readonly offline?: boolean;
}

/** `hilgen run`. */
export const run: CliCommand = {
  name: 'run',
  output: runReport,
  define: (command, context) =>
    command
      .description('run an experiment: data sets, sources, taggers and seeds, one table')
      .argument('<experiment>', 'experiment file (YAML)')
      .option('--dry-run', 'say what is there already, what would be done, and how long it took elsewhere')
      .option('--only <stage>', 'only stages of this kind or with this in their name, and what they need')
      .option('--from <stage>', 'do these stages again, and all that depends on them')
      .option('--jobs <n>', 'stages at a time; of those that take all cores, one', wholeNumber(1), 1)
      .option('--offline', 'let no text leave this machine')
      .option('--json', 'print the table as JSON')
      .addHelpText(
        'after',
        examples(
          'hilgen run examples/ncbi-disease.yaml --dry-run',
          'hilgen run examples/ncbi-disease.yaml',
          'hilgen run examples/ncbi-disease.yaml --only train',
          'hilgen run examples/ncbi-disease.yaml --from tag',
        ),
      )
      .addHelpText('after', '\nAn interrupted run goes on where it was: finished stages are kept.\n')
      .action((path: string, options: Options) => main(path, options, context)),
};

async function main(path: string, options: Options, context: CliContext): Promise<void> {
  const opened = await openExperimentFile(path, context);
  if (options.dryRun) return dryRun(opened, options, context);
  const { file, plan } = opened;
  await refer(file.store, resolve(path), file.name, plan.stages);
  await runWatched(opened, options, context);
  const report = reportOf(opened);
  if (report.missing === 0) await writeRun(opened, report);
  printResult(context, options, report, (own) => renderReport(own, file.tests?.rounds));
}
