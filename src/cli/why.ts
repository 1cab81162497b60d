import { z } from 'zod';
import { chosenStages, type OpenedExperiment, reasonFor, type Stage } from '../experiment/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { openExperimentFile } from './experiment-open.js';
import { duration } from './progress.js';

const stageShape = z.object({
  id: z.string(),
  key: z.string(),
  state: z
    .enum(['finished', 'discarded', 'new', 'changed'])
    .describe('new: nothing of this name is in the store; discarded: finished, its model removed since'),
  seconds: z.number().optional(),
  changes: z
    .array(
      z.object({
        what: z.string().describe('a setting, an input, or the version of the kind'),
        from: z.string(),
        to: z.string(),
        stage: z.string().optional().describe('the stage that the input comes from'),
      }),
    )
    .describe('since the last finished stage of this name'),
});

const output = z.object({
  stages: z.array(stageShape).describe('those asked for, then those that their changes come from'),
});

type Report = z.infer<typeof output>;

/** `hilgen why`. */
export const why: CliCommand = {
  name: 'why',
  output,
  define: (command, context) =>
    command
      .description('why stages of an experiment are to be done: what changed since they were finished')
      .argument('<experiment>', 'experiment file (YAML)')
      .argument('<stage>', 'a stage by its name, a part of it, or a kind')
      .option('--json', 'print JSON')
      .addHelpText('after', examples('hilgen why examples/ncbi-disease.yaml "train/ncbi-disease/seed 1"'))
      .action((path: string, word: string, options: { json?: boolean }) =>
        main(path, word, options, context),
      ),
};

async function main(
  path: string,
  word: string,
  options: { json?: boolean },
  context: CliContext,
): Promise<void> {
  const opened = await openExperimentFile(path, context);
  const asked = chosenStages(opened.plan, word);
  printResult(context, options, { stages: [...explain(asked, opened).values()] }, render);
}

/** The stages with their reasons, then those that their changes come from. */
function explain(
  asked: readonly Stage[],
  opened: OpenedExperiment,
  told: Map<string, Report['stages'][number]> = new Map(),
): Map<string, Report['stages'][number]> {
  const causes = asked.flatMap((stage) => {
    if (told.has(stage.key)) return [];
    const reason = reasonFor(stage, opened.store);
    const changes = reason.kind === 'changed' ? reason.changes : [];
    told.set(stage.key, {
      ...{ id: stage.id, key: stage.key, state: reason.kind },
      ...(reason.kind === 'finished' && { seconds: reason.seconds }),
      changes: changes.map(({ what, from, to, stage: source }) => ({
        what,
        from,
        to,
        ...(source && { stage: source.id }),
      })),
    });
    return changes.flatMap((change) => change.stage ?? []);
  });
  return causes.length === 0 ? told : explain(causes, opened, told);
}

const STATES: Readonly<Record<Report['stages'][number]['state'], string>> = {
  finished: 'finished',
  discarded: 'finished, its model removed since: trained again only for new predictions',
  new: 'to do: nothing of this name is finished',
  changed: 'to do: since it was finished',
};

function render({ stages }: Report): string {
  const lines = stages.map(({ id, state, seconds, changes }) => {
    const time = seconds === undefined ? '' : ` in ${duration(seconds)}`;
    const own = changes.map(({ what, from, to }) => `  ${what}: ${from} → ${to}\n`);
    return `${id}: ${STATES[state]}${time}\n${own.join('')}`;
  });
  return lines.join('');
}
