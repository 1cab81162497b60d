import { type Command, InvalidArgumentError, Option } from 'commander';
import { HilgenError } from '../base/errors.js';
import type { Encoder } from '../encoder/encoder.js';
import { KNOWLEDGE_RATE } from '../tagger/knowledge-features/with-knowledge.js';
import {
  TAGGER_KINDS,
  type TaggerKind,
  TRAIN_DEFAULTS,
  type TrainSettings,
} from '../tagger/transformer/train.js';
import type { Provider } from '../tensor/provider.js';
import { numberBetween, positiveNumber, wholeNumber } from './arguments.js';
import { addKnowledgeOptions, type KnowledgeCliOptions } from './kb-labels.js';
import { providerOption } from './provider-option.js';

/** What `hilgen train` is told. */
export interface TrainCliOptions extends KnowledgeCliOptions {
  readonly encoder: string;
  readonly tagger: TaggerKind;
  readonly out: string;
  readonly seed: number;
  readonly steps?: number;
  readonly epochs?: number;
  readonly batch: number;
  readonly batchTokens?: number;
  readonly maxLength?: number;
  readonly accumulate?: number;
  readonly learningRate?: number;
  readonly crfLearningRate?: number;
  readonly kbLearningRate?: number;
  readonly warmup: number;
  readonly weightDecay: number;
  readonly freeze?: number | 'all';
  readonly layerDecay?: number;
  readonly reinit?: number;
  readonly dev?: string;
  readonly evaluateEvery?: number;
  readonly patience?: number;
  readonly checkpointEvery?: number;
  readonly provider?: Provider;
  readonly json?: boolean;
}

/** Adds the options to the command. */
export function addTrainOptions(command: Command): Command {
  const { batch, warmup, weightDecay } = TRAIN_DEFAULTS;
  const least1 = wholeNumber(1);
  return addKnowledgeOptions(command)
    .requiredOption('--encoder <name>', 'Hugging Face folder, model id on the hub, or `vectors`')
    .requiredOption('--out <folder>', 'where the model goes')
    .addOption(
      new Option('--tagger <kind>', 'learn each tag for itself (transformer), or sequences of tags (crf)')
        .choices(TAGGER_KINDS)
        .default('transformer'),
    )
    .option('--seed <n>', 'decides fresh weights, order and dropout', wholeNumber(0), 1)
    .option('--steps <n>', 'training steps (default: what suits the encoder)', least1)
    .addOption(option('--epochs <n>', 'passes over the sentences, instead of steps', least1, 'steps'))
    .option('--batch <n>', 'sentences a batch', least1, batch)
    .addOption(
      option('--batch-tokens <n>', 'pieces a batch, padding included, instead of sentences', least1, 'batch'),
    )
    .option('--max-length <n>', 'pieces a window (default: the encoder’s limit)', wholeNumber(3))
    .option('--accumulate <n>', 'batches whose gradients make one step', least1)
    .option('--learning-rate <x>', 'peak learning rate (default: what suits the encoder)', positiveNumber)
    .option(
      '--crf-learning-rate <x>',
      'peak rate of a crf’s transitions (default: --learning-rate)',
      positiveNumber,
    )
    .option(
      '--kb-learning-rate <x>',
      `peak rate of the weights of --kb’s features (default: ${KNOWLEDGE_RATE})`,
      positiveNumber,
    )
    .option(
      '--warmup <share>',
      'share of the steps over which the learning rate rises',
      numberBetween(0, 1),
      warmup,
    )
    .option('--weight-decay <x>', 'decoupled weight decay', numberBetween(0, 1), weightDecay)
    .option('--freeze <n|all>', 'leave embeddings and the n lowest layers as they are, or all', freezeOf)
    .option(
      '--layer-decay <x>',
      'learning rate of a layer over that of the layer above, such as 0.9',
      numberBetween(0, 1),
    )
    .option('--reinit <n>', 'start the n top layers anew', least1)
    .option('--dev <file>', 'labelled sentences whose F1 chooses the weights that are kept')
    .option('--evaluate-every <n>', 'steps between two looks at --dev (default: an epoch)', least1)
    .option('--patience <n>', 'stop after n looks at --dev without a better F1', least1)
    .option('--checkpoint-every <n>', 'steps between two checkpoints (default: a minute)', least1)
    .addOption(providerOption())
    .option('--json', 'print the report as JSON');
}

function option(
  flags: string,
  description: string,
  parse: (text: string) => number,
  conflict: string,
): Option {
  return new Option(flags, description).argParser(parse).conflicts(conflict);
}

function freezeOf(text: string): number | 'all' {
  if (text === 'all') return 'all';
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number or `all` was expected.');
  return Number(text);
}

/** The settings of the run; where the user names none, what suits the encoder. */
export function trainSettings(options: TrainCliOptions, { recommended }: Encoder): TrainSettings {
  const { dev, evaluateEvery, patience } = options;
  if (dev === undefined && (evaluateEvery !== undefined || patience !== undefined)) {
    throw new HilgenError('usage', {
      where: patience === undefined ? '--evaluate-every' : '--patience',
      what: 'says when to look at the development sentences, but there are none',
      hint: 'Name them: --dev FILE.',
    });
  }
  return {
    ...TRAIN_DEFAULTS,
    tagger: options.tagger,
    steps: options.steps ?? recommended.steps,
    epochs: options.epochs,
    batch: options.batch,
    batchTokens: options.batchTokens,
    maxLength: options.maxLength,
    accumulate: options.accumulate,
    learningRate: options.learningRate ?? recommended.learningRate,
    ...ownRates(options),
    warmup: options.warmup,
    weightDecay: options.weightDecay,
    freeze: options.freeze,
    layerDecay: options.layerDecay,
    reinit: options.reinit,
    evaluateEvery,
    patience,
    seed: options.seed,
    provider: options.provider,
  };
}

/** Of weights with a rate of their own, where there are any. */
function ownRates({
  tagger,
  crfLearningRate,
  kb,
  kbLabels,
  kbLearningRate,
}: TrainCliOptions): Pick<TrainSettings, 'crfLearningRate' | 'knowledgeLearningRate'> {
  const needsKb = kbLabels === undefined ? '--kb-learning-rate' : '--kb-labels';
  if (kb === undefined && (kbLearningRate ?? kbLabels) !== undefined)
    throw idle(needsKb, 'is of features that come from a knowledge base', '--kb FILE');
  if (tagger !== 'crf' && crfLearningRate !== undefined)
    throw idle('--crf-learning-rate', 'is of a crf’s transitions', '--tagger crf');
  return {
    crfLearningRate,
    knowledgeLearningRate: kb === undefined ? undefined : (kbLearningRate ?? KNOWLEDGE_RATE),
  };
}

function idle(where: string, what: string, missing: string): HilgenError {
  return new HilgenError('usage', { where, what: `${what}, but there is none`, hint: `Add ${missing}.` });
}
