import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LAYERS, readCorpus } from '../corpus/index.js';
import {
  type Arm,
  type CellOutcome,
  type Experiment,
  languageWriter,
  runExperiment,
  summariseArms,
} from '../experiment/index.js';
import { buildKnowledgeBase, openKnowledgeBase } from '../knowledge/index.js';
import { hasRuntime } from '../tensor/index.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { DEMO_WRITER } from './demo-language-model.js';
import { demoAnswers, demoErrors, demoSentences } from './demo-samples.js';
import { DEMO_SAMPLE, DEMO_SEEDS } from './demo-settings.js';
import { armSchema, experimentTable } from './experiment-table.js';
import { duration } from './progress.js';

const output = z.object({
  sentences: z.object({ pool: z.int(), dev: z.int(), test: z.int() }),
  arms: z.array(armSchema),
  synthetic: z.array(z.string()).describe('some made sentences, marked, with their provenance'),
  replayed: z.array(z.string()).describe("some of the language model's sentences, replayed from a recording"),
  errors: z.array(z.string()).describe('some errors of the arm with all layers'),
  seconds: z.number(),
});

type Report = z.infer<typeof output>;

const FOLDER = fileURLToPath(new URL('../../demo/', import.meta.url));

const DICTIONARY: Arm = { kind: 'dictionary', name: 'dictionary' };

const ALL_LAYERS = '+ all layers';

const ARMS: readonly Arm[] = [
  DICTIONARY,
  { kind: 'tagger', name: 'few-shot only', layers: [] },
  ...LAYERS.map((layer): Arm => ({ kind: 'tagger', name: `+ ${layer}`, layers: [layer] })),
  { kind: 'tagger', name: ALL_LAYERS, layers: LAYERS },
  { kind: 'tagger', name: '+ LLM (replayed)', layers: [], llm: true },
];

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
    printResult(context, options, await compute(scratch, trains ? ARMS : [DICTIONARY], context), render);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function compute(scratch: string, arms: readonly Arm[], context: CliContext): Promise<Report> {
  const kbPath = join(scratch, 'demo.kb');
  await buildKnowledgeBase([{ path: join(FOLDER, 'terms.obo'), format: 'obo' }], kbPath);
  const kb = openKnowledgeBase(kbPath);
  const writer = languageWriter(DEMO_WRITER, scratch, kb, { offline: true });
  try {
    const experiment: Experiment = {
      settings: {
        sample: DEMO_SAMPLE,
        perMention: 10,
        encoder: 'vectors',
        labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] },
      },
      arms,
      seeds: DEMO_SEEDS,
      pool: await readCorpus(join(FOLDER, 'corpus/pool.jsonl')),
      test: await readCorpus(join(FOLDER, 'corpus/test.jsonl')),
      kb,
      write: writer.write,
    };
    return await report(experiment, (await readCorpus(join(FOLDER, 'corpus/dev.jsonl'))).length, context);
  } finally {
    await writer.close();
    kb.close();
  }
}

async function report(experiment: Experiment, dev: number, context: CliContext): Promise<Report> {
  let last: CellOutcome | undefined;
  let replayed: CellOutcome | undefined;
  const results = await runExperiment(experiment, {
    ...context.work('demo'),
    now: () => performance.now(),
    encoder: { remark: once(context.remark) },
    onOutcome: (outcome) => {
      if (outcome.result.llm === undefined) last = outcome;
      else replayed = outcome;
    },
  });
  return {
    sentences: { pool: experiment.pool.length, dev, test: experiment.test.length },
    arms: summariseArms(results),
    synthetic: last === undefined ? [] : demoSentences(last, experiment.kb),
    replayed: replayed === undefined ? [] : demoAnswers(replayed),
    errors: last === undefined ? [] : demoErrors(experiment.test, last),
    seconds: results.reduce((sum, { seconds }) => sum + seconds, 0),
  };
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
