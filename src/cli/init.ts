import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { type Answers, experimentText } from './init-text.js';

const output = z.object({ out: z.string().describe('the experiment file written') });

interface Options extends Partial<Answers> {
  readonly out: string;
  readonly json?: boolean;
}

/** What is asked for where no option says it, and what is taken where nothing is answered. */
const QUESTIONS = [
  ['train', 'Labelled sentences to draw the few from', 'train.tsv'],
  ['test', 'Labelled sentences to score on', 'test.tsv'],
  ['obo', 'A terminology in OBO format', 'terms.obo'],
  ['label', 'The label that its concepts have in the corpus', 'Disease'],
  ['encoder', 'Encoder: a folder, a model id on the hub, or `vectors`', 'vectors'],
] as const satisfies readonly (readonly [keyof Answers, string, string])[];

/** `hilgen init`. */
export const init: CliCommand = {
  name: 'init',
  output,
  define: (command, context) => {
    command
      .description('write a commented experiment file from a few questions, or options')
      .option('--out <file>', 'the file to write; paths in it start at its folder', 'hilgen.yaml');
    for (const [name, question, otherwise] of QUESTIONS)
      command.option(`--${name} <value>`, `${question} (default: ${otherwise})`);
    command
      .option('--json', 'print JSON')
      .addHelpText(
        'after',
        examples(
          'hilgen init',
          'hilgen init --train train.tsv --test test.tsv --obo doid.obo.gz --label Disease',
        ),
      )
      .action((options: Options) => main(options, context));
  },
};

async function main({ out, json = false, ...given }: Options, context: CliContext): Promise<void> {
  if (existsSync(out)) {
    throw new HilgenError('usage', {
      where: out,
      what: 'is there already',
      hint: 'Name another: --out FILE',
    });
  }
  await writeFileAtomic(out, experimentText(await answersOf(given)));
  printResult(context, { json }, { out }, () => `${out}: written; next: hilgen run ${out} --dry-run\n`);
}

/** Asks on a terminal for what no option says. */
async function answersOf(given: Partial<Answers>): Promise<Answers> {
  const defaults = Object.fromEntries(
    QUESTIONS.map(([name, , otherwise]) => [name, otherwise]),
  ) as unknown as Answers;
  const open = QUESTIONS.filter(([name]) => given[name] === undefined);
  if (!process.stdin.isTTY || open.length === 0) return { ...defaults, ...given };
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answers: Partial<Record<keyof Answers, string>> = {};
  try {
    for (const [name, question, otherwise] of open) {
      const answer = (await asking.question(`${question} [${otherwise}]: `)).trim();
      if (answer !== '') answers[name] = answer;
    }
  } finally {
    asking.close();
  }
  return { ...defaults, ...given, ...answers };
}
