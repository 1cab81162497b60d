import { z } from 'zod';
import { cacheFolder } from '../base/cache.js';
import { HilgenError } from '../base/errors.js';
import { assertReplaceable } from '../base/folders.js';
import { readCorpus, type Sentence } from '../corpus/index.js';
import { loadEncoder } from '../encoder/kinds.js';
import { pairSentences, scoreStrict } from '../evaluate/index.js';
import type { Development } from '../tagger/transformer/development.js';
import { saveTransformer } from '../tagger/transformer/files.js';
import { FolderCheckpoint } from '../tagger/transformer/folder-checkpoint.js';
import { type TrainedTagger, trainTransformer } from '../tagger/transformer/train.js';
import { bestEvaluation, evaluationsOf } from '../tagger/transformer/training-log.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';
import { addTrainOptions, type TrainCliOptions, trainSettings } from './train-options.js';

const output = z.object({
  model: z.string().describe('folder of the saved model'),
  encoder: z.string().describe('the encoder as it was named'),
  labels: z.array(z.string()).describe('labels that the tagger knows'),
  sentences: z.int().describe('sentences trained on'),
  steps: z.int().describe('steps taken: fewer than asked for where patience ended the training'),
  batch: z.int().describe('sentences a batch'),
  learningRate: z.number(),
  seed: z.int(),
  firstLoss: z.number().describe('loss of the first step'),
  lastLoss: z.number().describe('mean loss of the last ten steps'),
  development: z
    .object({
      sentences: z.int(),
      evaluations: z.int(),
      chosenStep: z.int().describe('the step after which the weights were kept'),
      f1: z.number().describe('strict F1 of these weights; it chose them, so it is no estimate'),
    })
    .optional()
    .describe('where development sentences chose the weights'),
});

type Report = z.infer<typeof output>;

/** `hilgen train`. */
export const train: CliCommand = {
  name: 'train',
  output,
  define: (command, context) =>
    addTrainOptions(
      command
        .description(
          'fine-tune a tagger on labelled sentences; the same command goes on after an interruption',
        )
        .argument('<corpus...>', 'labelled sentences: IOB or JSON Lines; several files are joined'),
    )
      .addHelpText(
        'after',
        examples(
          'hilgen train few.jsonl synthetic.jsonl --encoder ./all-MiniLM-L6-v2 --seed 1 --out model',
          'hilgen train few.jsonl --encoder microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract --out model',
          'hilgen train few.jsonl --encoder vectors --steps 300 --out model',
          'hilgen train train.tsv --encoder ./bert --epochs 20 --dev dev.tsv --patience 3 --out model',
          'hilgen train few.jsonl --encoder ./bert --layer-decay 0.9 --reinit 1 --accumulate 4 --out model',
          'hilgen train few.jsonl --encoder ./bert --freeze all --learning-rate 1e-3 --out model',
        ),
      )
      .action((corpora: string[], options: TrainCliOptions) => run(corpora, options, context)),
};

async function run(corpora: string[], options: TrainCliOptions, context: CliContext): Promise<void> {
  assertReplaceable(options.out);
  const sentences: Sentence[] = [];
  for (const corpus of corpora) sentences.push(...(await readCorpus(corpus)));
  const development = options.dev === undefined ? undefined : await readDevelopment(options.dev);
  const loaded = await loadEncoder(options.encoder, {
    seed: options.seed,
    cacheFolder: cacheFolder(),
    accessToken: process.env.HF_TOKEN,
    remark: context.remark,
    ...context.work('encoder'),
  });
  const settings = trainSettings(options, loaded.encoder);
  const checkpoint = new FolderCheckpoint(checkpointFolder(options.out), {
    everySteps: options.checkpointEvery,
    now: () => performance.now(),
    remark: context.remark,
  });
  const work = { ...context.work('training'), development, checkpoint };
  const tagger = await trainTransformer(sentences, loaded, settings, work);
  await saveTransformer(options.out, tagger);
  checkpoint.clear();
  printResult(context, options, reportOf(options, sentences, development, tagger), render);
}

/** Beside the model's folder, under its name. */
function checkpointFolder(out: string): string {
  return `${out.replace(/[/\\]+$/, '')}.checkpoint`;
}

async function readDevelopment(path: string): Promise<Development> {
  const sentences = await readCorpus(path);
  if (sentences.every(({ spans }) => spans.length === 0)) {
    throw new HilgenError('input', { where: path, what: 'no sentence has a labelled span to score against' });
  }
  const score: Development['score'] = (gold, found) => scoreStrict(pairSentences(gold, found)).strict.f1;
  return { sentences, score };
}

function reportOf(
  { out, encoder }: TrainCliOptions,
  sentences: readonly Sentence[],
  development: Development | undefined,
  { labels, settings, losses, log }: TrainedTagger,
): Report {
  const last = losses.slice(-10);
  const best = bestEvaluation(log);
  return {
    model: out,
    encoder,
    labels: [...labels],
    sentences: sentences.length,
    steps: losses.length,
    batch: settings.batch,
    learningRate: settings.learningRate,
    seed: settings.seed,
    firstLoss: losses[0] ?? 0,
    lastLoss: last.reduce((sum, loss) => sum + loss, 0) / Math.max(1, last.length),
    ...(best && {
      development: {
        sentences: development?.sentences.length ?? 0,
        evaluations: evaluationsOf(log).length,
        chosenStep: best.step,
        f1: best.f1,
      },
    }),
  };
}

function render({
  model,
  labels,
  sentences,
  steps,
  batch,
  firstLoss,
  lastLoss,
  development,
}: Report): string {
  const loss = `loss ${firstLoss.toFixed(3)} at first, ${lastLoss.toFixed(3)} at the end`;
  const chosen =
    development === undefined
      ? ''
      : `; weights of step ${development.chosenStep}, F1 ${development.f1.toFixed(3)} on the development set`;
  return `${model}: tagger for ${labels.join(', ')}, trained on ${sentences} sentences in ${steps} steps of ${batch}, ${loss}${chosen}\n`;
}
