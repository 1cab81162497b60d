import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readJson } from '../base/files.js';
import {
  compareRuns,
  openExperiment,
  type PlacedFile,
  type RunRecord,
  runRecord,
} from '../experiment/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { runWatched } from './experiment-open.js';
import { reportOf, writeRun } from './run-report.js';

const output = z.object({
  recorded: z.string().describe('the run.json repeated'),
  out: z.string().describe('folder of the repeated run'),
  sameScores: z.boolean(),
  sameResults: z.boolean().describe('every file of every stage is the same, logs aside'),
  differences: z.array(
    z.object({
      kind: z.enum(['version', 'machine', 'input', 'stage', 'result', 'score']),
      where: z.string(),
      recorded: z.string(),
      now: z.string(),
    }),
  ),
});

type Report = z.infer<typeof output>;

interface Options {
  readonly out?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

/** `hilgen reproduce`. */
export const reproduce: CliCommand = {
  name: 'reproduce',
  output,
  define: (command, context) =>
    command
      .description('repeat a recorded run from its files on, and say what differs')
      .argument('<run.json>', 'what `hilgen run` wrote')
      .option('--out <folder>', 'where the repeated run goes (default: `reproduced` beside run.json)')
      .option('--offline', 'let no text leave this machine')
      .option('--json', 'print JSON')
      .addHelpText('after', examples('hilgen reproduce runs/ncbi-disease/run.json'))
      .addHelpText(
        'after',
        '\nA language model is not asked anew: its kept answers are part of what is repeated.\n',
      )
      .action((path: string, options: Options) => main(path, options, context)),
};

async function main(path: string, options: Options, context: CliContext): Promise<void> {
  const recorded = await readRun(path);
  const out = resolve(options.out ?? join(dirname(path), 'reproduced'));
  const file = recorded.file as PlacedFile;
  const opened = await openExperiment({ ...file, out, store: join(out, '.hilgen') }, context.work('reading'));
  await runWatched(opened, { ...options, answers: file.store }, context);
  const differences = compareRuns(recorded, await writeRun(opened, reportOf(opened)));
  const has = (kind: string): boolean => differences.some((difference) => difference.kind === kind);
  const same = { sameScores: !has('score'), sameResults: !has('result') };
  printResult(context, options, { recorded: path, out, ...same, differences }, render);
}

/** The record of a run. */
export async function readRun(path: string): Promise<RunRecord> {
  const parsed = runRecord.safeParse(await readJson(path));
  if (parsed.success && parsed.data.file.store !== undefined) return parsed.data;
  throw new HilgenError('input', {
    where: path,
    what: 'is no record of a run',
    hint: '`hilgen run` writes one, as run.json, into the folder of its results.',
  });
}

const MOST = 20;

function render({ out, sameScores, sameResults, differences }: Report): string {
  const shown = differences
    .slice(0, MOST)
    .map(({ kind, where, recorded, now }) => `${kind}  ${where}: ${short(recorded)} → ${short(now)}\n`);
  const rest = differences.length - shown.length;
  const verdict = sameScores
    ? `All scores are the same${sameResults ? ', and so is every file' : ''}.`
    : 'Scores differ.';
  return `${shown.join('')}${rest > 0 ? `… and ${rest} more (--json has all)\n` : ''}${verdict} The repeated run: ${out}\n`;
}

/** Of a hash its first digits. */
const short = (text: string): string => (/^[0-9a-f]{64}$/.test(text) ? text.slice(0, 12) : text);
