import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readCorpus } from '../corpus/index.js';
import {
  type Cell,
  type OpenedExperiment,
  openExperiment,
  resultsOfRun,
  runExperiment,
  summariseArms,
  totalSeconds,
} from '../experiment/index.js';
import { openKnowledgeBase } from '../knowledge/index.js';
import { hasRuntime } from '../tensor/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { demoAnswers, demoErrors, demoSentences, type Lesson } from './demo-samples.js';
import { ALL_LAYERS, DEMO_FOLDER, demoExperiment, REPLAYED } from './demo-settings.js';
import { armSchema, experimentTable } from './experiment-table.js';
import { duration } from './progress.js';
import { onOneLine } from './run-progress.js';

const output = z.object({
  sentences: z.object({ pool: z.int(), dev: z.int(), test: z.int() }),
  arms: z.array(armSchema),
  synthetic: z.array(z.string()).describe('some made sentences, marked, with their provenance'),
  replayed: z.array(z.string()).describe("some of the language model's sentences, replayed from a recording"),
  errors: z.array(z.string()).describe('some errors of the arm with all layers'),
  seconds: z.number(),
});

type Report = z.infer<typeof output>;

const INTRODUCTION = `hilgen demo: sample, generate, train, tag and evaluate, offline, for three seeds.

The corpus is made up (demo/README.md): its numbers show that the machinery works; they are not science.
The knowledge base is a slice of the Disease Ontology (CC0) and ChEBI (CC BY 4.0).
The language model's sentences are a replay: Gemma 3 270M was asked once, its answers are in demo/answers.jsonl.
The tagger is a small Transformer over word vectors, trained from scratch. For a real encoder, give
\`hilgen train --encoder\` a Hugging Face folder, or an id such as microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract.

`;

const NO_RUNTIME = `onnxruntime-node is not installed, so the arms that train are left out. To add it:
  ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node

`;

/** `hilgen demo`. */
export const demo: CliCommand = {
  name: 'demo',
  output,
  define: (command, context) =>
    command
      .description('the whole line on a small corpus that comes with hilgen, offline, in about a minute')
      .option('--json', 'print the report as JSON')
      .addHelpText('after', examples('hilgen demo', 'hilgen demo --json > demo.json'))
      .action((options: { json?: boolean }) => run(options, context)),
};

async function run(options: { json?: boolean }, context: CliContext): Promise<void> {
  const say = options.json ? context.remark : context.print;
  say(INTRODUCTION);
  const trains = await hasRuntime();
  if (!trains) say(NO_RUNTIME);
  const scratch = mkdtempSync(join(tmpdir(), 'hilgen-demo-'));
  try {
    const opened = await openExperiment(demoExperiment(join(scratch, 'results'), trains));
    await runExperiment(opened, {
      ...onOneLine('demo', opened.plan.stages, context),
      now: () => performance.now(),
      models: { offline: true },
      encoder: { remark: once(context.remark) },
      remark: context.remark,
    });
    printResult(context, options, await report(opened), render);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function report(opened: OpenedExperiment): Promise<Report> {
  const { plan, store } = opened;
  const corpus = (name: string) => readCorpus(join(DEMO_FOLDER, 'corpus', `${name}.jsonl`));
  const test = await corpus('test');
  const sizes = { pool: (await corpus('pool')).length, dev: (await corpus('dev')).length, test: test.length };
  const last = plan.cells.findLast(({ arm }) => arm === ALL_LAYERS);
  const replayed = plan.cells.findLast(({ arm }) => arm === REPLAYED);
  const base = plan.stages.find(({ kind }) => kind === 'knowledge');
  const kb = base && openKnowledgeBase(store.outputOf(base));
  try {
    return {
      sentences: sizes,
      arms: summariseArms(resultsOfRun(opened)),
      synthetic: last && kb ? demoSentences(await lessonOf(last, opened), kb) : [],
      replayed: replayed === undefined ? [] : demoAnswers(await lessonOf(replayed, opened)),
      errors: last === undefined ? [] : demoErrors(test, await readCorpus(store.outputOf(last.tagged))),
      seconds: totalSeconds(opened),
    };
  } finally {
    kb?.close();
  }
}

async function lessonOf({ few, made }: Cell, { store }: OpenedExperiment): Promise<Lesson> {
  const read = async (stages: Cell['made']) =>
    (await Promise.all(stages.map((stage) => readCorpus(store.outputOf(stage))))).flat();
  return { few: await read(few === undefined ? [] : [few]), synthetic: await read(made) };
}

/** Says each remark once, however often it comes. */
function once(remark: (text: string) => void): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) remark(text);
    said.add(text);
  };
}

function render({ sentences, arms, synthetic, replayed, errors, seconds }: Report): string {
  const { pool, test } = sentences;
  const list = (title: string, items: readonly string[]): string =>
    items.length === 0 ? '' : `\n${title}\n${items.map((item) => `- ${item}\n`).join('')}`;
  return [
    `Strict scores on ${test} test sentences; five sentences a type drawn from ${pool}; settings fixed, nothing tuned on test:\n\n`,
    experimentTable(arms),
    list('Three sentences made by substitution, and where they come from:', synthetic),
    list('Two sentences of the language model (a replay), and what they were asked for:', replayed),
    list(`Three errors of “${ALL_LAYERS}” (last seed):`, errors),
    `\ndone in ${duration(seconds)}\n`,
  ].join('');
}
