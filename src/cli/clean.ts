import { z } from 'zod';
import { findWaste, readExperimentFile, removeWaste } from '../experiment/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';

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
      .description('remove stages that no experiment needs any longer, as their files were last run')
      .argument('<experiment>', 'experiment file (YAML) whose store is cleaned')
      .option('--dry-run', 'say what would be removed')
      .option('--json', 'print JSON')
      .addHelpText('after', examples('hilgen clean examples/ncbi-disease.yaml --dry-run'))
      .addHelpText(
        'after',
        '\nKept are the stages of every experiment that was run with this store and whose file is still there, and all answers of language models.\n',
      )
      .action((path: string, options: Options) => main(path, options, context)),
};

async function main(path: string, options: Options, context: CliContext): Promise<void> {
  const { store } = await readExperimentFile(path);
  const removed = findWaste(store);
  if (!options.dryRun) removeWaste(removed);
  printResult(context, options, { store, removed, dryRun: options.dryRun ?? false }, render);
}

function render({ store, removed, dryRun }: Report): string {
  const bytes = removed.reduce((sum, one) => sum + one.bytes, 0);
  const paths = dryRun ? removed.map(({ path }) => `${path}\n`).join('') : '';
  const what = `${removed.length} stages that no experiment needs, ${(bytes / 1e6).toFixed(1)} MB`;
  return `${paths}${store}: ${what}${dryRun ? ' (nothing removed)' : ', removed'}\n`;
}
