import { z } from 'zod';
import { findWaste, removeWaste } from '../experiment/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { openExperimentFile } from './experiment-open.js';

const output = z.object({
  store: z.string(),
  removed: z.array(z.object({ path: z.string(), bytes: z.number() })),
  dryRun: z.boolean().describe('nothing was removed, these would be'),
});

type Report = z.infer<typeof output>;

interface Options {
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `hilgen clean`. */
export const clean: CliCommand = {
  name: 'clean',
  output,
  define: (command, context) =>
    command
      .description('remove stages that no experiment needs any longer')
      .argument('<experiment>', 'experiment file (YAML) whose store is cleaned')
      .option('--dry-run', 'say what would be removed')
      .option('--json', 'print JSON')
      .addHelpText('after', examples('hilgen clean examples/ncbi-disease.yaml --dry-run'))
      .addHelpText(
        'after',
        '\nKept are the stages of this experiment as it is and of every one that was run with its store and whose file is still there, and all answers of language models.\n',
      )
      .action((path: string, options: Options) => main(path, options, context)),
};

async function main(path: string, options: Options, context: CliContext): Promise<void> {
  const { file, plan } = await openExperimentFile(path, context);
  const { store } = file;
  const removed = findWaste(store, plan.stages);
  if (!options.dryRun) removeWaste(removed);
  printResult(context, options, { store, removed, dryRun: options.dryRun ?? false }, render);
}

function render({ store, removed, dryRun }: Report): string {
  const bytes = removed.reduce((sum, one) => sum + one.bytes, 0);
  const paths = dryRun ? removed.map(({ path }) => `${path}\n`).join('') : '';
  const what = `${removed.length} stages that no experiment needs, ${(bytes / 1e6).toFixed(1)} MB`;
  return `${paths}${store}: ${what}${dryRun ? ' (nothing removed)' : ', removed'}\n`;
}
