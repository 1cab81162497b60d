import { z } from 'zod';
import { cacheFolder } from '../base/cache.js';
import { assertReplaceable } from '../base/folders.js';
import { readCorpus, type Sentence } from '../corpus/index.js';
import { loadEncoder } from '../encoder/kinds.js';
import { saveTransformer } from '../tagger/transformer/files.js';
import { TRAIN_DEFAULTS, trainTransformer } from '../tagger/transformer/train.js';
import { positiveNumber, wholeNumber } from './arguments.js';
import { type CliCommand, type CliContext, examples, printResult } from './command.js';

const output = z.object({
  model: z.string().describe('folder of the saved model'),
  encoder: z.string().describe('the encoder as it was named'),
  labels: z.array(z.string()).describe('labels that the tagger knows'),
  sentences: z.int().describe('sentences trained on'),
  steps: z.int(),
  batch: z.int().describe('sentences a step'),
  learningRate: z.number(),
  seed: z.int(),
  firstLoss: z.number().describe('loss of the first step'),
  lastLoss: z.number().describe('mean loss of the last ten steps'),
});

type Report = z.infer<typeof output>;

interface Options {
  readonly encoder: string;
  readonly out: string;
  readonly seed: number;
  readonly steps?: number;
  readonly batch: number;
  readonly learningRate?: number;
  readonly json?: boolean;
}

/** `hilgen train`. */
export const train: CliCommand = {
  name: 'train',
  output,
  define: (command, context) =>
    command
      .description('fine-tune a tagger on labelled sentences')
      .argument('<corpus...>', 'labelled sentences: IOB or JSON Lines; several files are joined')
      .requiredOption('--encoder <name>', 'Hugging Face folder, model id on the hub, or `vectors`')
      .requiredOption('--out <folder>', 'where the model goes')
      .option('--seed <n>', 'decides fresh weights, order and dropout', wholeNumber(0), 1)
      .option('--steps <n>', 'training steps (default: what suits the encoder)', wholeNumber(1))
      .option('--batch <n>', 'sentences a step', wholeNumber(1), TRAIN_DEFAULTS.batch)
      .option('--learning-rate <x>', 'peak learning rate (default: what suits the encoder)', positiveNumber)
      .option('--json', 'print the report as JSON')
      .addHelpText(
        'after',
        examples(
          'hilgen train few.jsonl synthetic.jsonl --encoder ./all-MiniLM-L6-v2 --seed 1 --out model',
          'hilgen train few.jsonl --encoder microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract --out model',
          'hilgen train few.jsonl --encoder vectors --steps 300 --out model',
        ),
      )
      .action((corpora: string[], options: Options) => run(corpora, options, context)),
};

async function run(corpora: string[], options: Options, context: CliContext): Promise<void> {
  assertReplaceable(options.out);
  const sentences: Sentence[] = [];
  for (const corpus of corpora) sentences.push(...(await readCorpus(corpus)));
  const loaded = await loadEncoder(options.encoder, {
    seed: options.seed,
    cacheFolder: cacheFolder(),
    accessToken: process.env.HF_TOKEN,
    remark: context.remark,
    ...context.work('encoder'),
  });
  const { recommended } = loaded.encoder;
  const settings = {
    ...TRAIN_DEFAULTS,
    steps: options.steps ?? recommended.steps,
    learningRate: options.learningRate ?? recommended.learningRate,
    batch: options.batch,
    seed: options.seed,
  };
  const tagger = await trainTransformer(sentences, loaded, settings, context.work('training'));
  await saveTransformer(options.out, tagger);
  const last = tagger.losses.slice(-10);
  const report: Report = {
    model: options.out,
    encoder: options.encoder,
    labels: [...tagger.labels],
    sentences: sentences.length,
    steps: settings.steps,
    batch: settings.batch,
    learningRate: settings.learningRate,
    seed: settings.seed,
    firstLoss: tagger.losses[0] ?? 0,
    lastLoss: last.reduce((sum, loss) => sum + loss, 0) / Math.max(1, last.length),
  };
  printResult(context, options, report, render);
}

function render({ model, labels, sentences, steps, batch, firstLoss, lastLoss }: Report): string {
  const loss = `loss ${firstLoss.toFixed(3)} at first, ${lastLoss.toFixed(3)} at the end`;
  return `${model}: tagger for ${labels.join(', ')}, trained on ${sentences} sentences in ${steps} steps of ${batch}, ${loss}\n`;
}
