import { z } from 'zod';
import { stagesOfRun, totalSeconds } from '../experiment/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { openExperimentFile } from './experiment-open.js';
import { duration } from './progress.js';
import { table } from './table.js';

const output = z.object({
  name: z.string(),
  store: z.string().describe('folder of finished stages'),
  kinds: z.array(
    z.object({
      kind: z.string(),
      stages: z.int(),
      finished: z.int(),
      seconds: z.number().describe('of the finished'),
    }),
  ),
  todo: z.array(z.string()).describe('stages that a run would do'),
  cells: z.object({ all: z.int().describe('figures of the table'), finished: z.int() }),
  seconds: z.number().describe('computing time of all that is finished'),
});

type Report = z.infer<typeof output>;

/** `hilgen status`. */
export const status: CliCommand = {
  name: 'status',
  output,
  define: (command, context) =>
    command
      .description('how far an experiment is')
      .argument('<experiment>', 'experiment file (YAML)')
      .option('--json', 'print JSON')
      .addHelpText('after', examples('hilgen status examples/ncbi-disease.yaml'))
      .action((path: string, options: { json?: boolean }) => main(path, options, context)),
};

async function main(path: string, options: { json?: boolean }, context: CliContext): Promise<void> {
  const opened = await openExperimentFile(path, context);
  const { file, plan, store } = opened;
  const kinds = [...new Set(plan.stages.map(({ kind }) => kind))].map((kind) => {
    const own = plan.stages.filter((stage) => stage.kind === kind);
    const records = own.flatMap((stage) => store.find(stage) ?? []);
    const seconds = records.reduce((sum, record) => sum + record.seconds, 0);
    return { kind, stages: own.length, finished: records.length, seconds };
  });
  const report: Report = {
    ...{ name: file.name, store: file.store, kinds },
    todo: stagesOfRun(opened).map(({ id }) => id),
    cells: {
      all: plan.cells.length,
      finished: plan.cells.filter(({ score }) => store.find(score) !== undefined).length,
    },
    seconds: totalSeconds(opened),
  };
  printResult(context, options, report, render);
}

function render({ name, store, kinds, todo, cells, seconds }: Report): string {
  const rows = kinds.map(({ kind, stages, finished, seconds: own }) => [
    kind,
    String(stages),
    String(finished),
    duration(own),
  ]);
  return [
    `${name}: ${cells.finished} of ${cells.all} figures, ${duration(seconds)} of work done; stages: ${store}\n\n`,
    table(['stage', 'all', 'finished', 'time'], rows),
    todo.length === 0 ? '' : `\n${todo.length} to do, first ${todo[0]}\n`,
  ].join('');
}
