import { type Command, InvalidArgumentError, Option } from 'commander';
import { HilgenError } from '../base/errors.js';
import type { Encoder } from '../encoder/encoder.js';
import { KNOWLEDGE_RATE } from '../tagger/knowledge-features/with-knowledge.js';
import { DANN_DEFAULTS, DANN_PUBLISHED, type DannSettings } from '../tagger/saner/settings.js';
import { CONFIDENCE } from '../tagger/self-training/confidence.js';
import { MIX_KINDS, type Mix, type MixKind } from '../tagger/transformer/mix.js';
import {
  TAGGER_KINDS,
  type TaggerKind,
  TRAIN_DEFAULTS,
  type TrainSettings,
} from '../tagger/transformer/train.js';
import type { Provider } from '../tensor/provider.js';
import { numberBetween, oneOf, positiveNumber, probability, wholeNumber } from './arguments.js';
import { addKnowledgeOptions, type KnowledgeCliOptions } from './kb-labels.js';
import { providerOption } from './provider-option.js';

/** What `hilgen train` is told. */
export interface TrainCliOptions extends KnowledgeCliOptions {
  readonly encoder: string;
  readonly tagger: TaggerKind;
  readonly out: string;
  readonly seed?: number;
  readonly steps?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly batchTokens?: number;
  readonly mix?: Mix;
  readonly order?: 'mixed' | 'gold-last';
  readonly selfTrain?: number;
  readonly confidence?: number;
  readonly maxLength?: number;
  readonly accumulate?: number;
  readonly learningRate?: number;
  readonly crfLearningRate?: number;
  readonly kbLearningRate?: number;
  readonly warmup?: number;
  readonly robust?: number;
  readonly weightDecay?: number;
  readonly freeze?: number | 'all';
  readonly layerDecay?: number;
  readonly reinit?: number;
  readonly asPublished?: boolean;
  readonly featureLayers?: readonly number[];
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
      new Option(
        '--tagger <kind>',
        'learn each tag for itself (transformer), sequences of tags (crf), or SANER over an encoder that stays as it is (dann)',
      )
        .choices(TAGGER_KINDS)
        .default('transformer'),
    )
    .option('--seed <n>', 'decides fresh weights, order and dropout (default: 1)', wholeNumber(0))
    .option('--steps <n>', 'training steps (default: what suits the encoder)', least1)
    .addOption(option('--epochs <n>', 'passes over the sentences, instead of steps', least1, 'steps'))
    .option('--batch <n>', `sentences a batch (default: ${batch}; dann: ${DANN_DEFAULTS.batch})`, least1)
    .addOption(
      option('--batch-tokens <n>', 'pieces a batch, padding included, instead of sentences', least1, 'batch'),
    )
    .option(
      '--mix <list>',
      'how often an epoch shows sentences labelled by hand and made ones, such as few=20,substitution=1,generated=1,distant=0.5 (default: each once)',
      mixOf,
    )
    .addOption(
      new Option('--order <order>', 'all mixed, or made sentences first and those labelled by hand last')
        .choices(['mixed', 'gold-last'])
        .default('mixed'),
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
      `share of the steps over which the learning rate rises (default: ${warmup})`,
      numberBetween(0, 1),
    )
    .option(
      '--robust <q>',
      'generalised cross-entropy, for labels that are often wrong: 0.7 is usual, 1 trusts them least (default: cross-entropy)',
      probability,
    )
    .option(
      '--weight-decay <x>',
      `decoupled weight decay (default: ${weightDecay}; dann: ${DANN_DEFAULTS.weightDecay})`,
      numberBetween(0, 1),
    )
    .option('--freeze <n|all>', 'leave embeddings and the n lowest layers as they are, or all', freezeOf)
    .option(
      '--layer-decay <x>',
      'learning rate of a layer over that of the layer above, such as 0.9',
      numberBetween(0, 1),
    )
    .option('--reinit <n>', 'start the n top layers anew', least1)
    .option('--as-published', 'of dann: sizes and settings of its authors’ programs, in place of small ones')
    .option(
      '--feature-layers <list>',
      'of dann: layers of the encoder that are averaged, such as 9,10,11,12; 0: its embeddings (default: the last)',
      layersOf,
    )
    .option(
      '--self-train <n>',
      'label raw sentences (of `generate --raw`) anew with the tagger and learn from them again, n times; --dev ends it early',
      least1,
    )
    .option(
      '--confidence <p>',
      `of self-training: probability from which on the tagger's word is taught (default: chosen on --dev, else ${CONFIDENCE})`,
      probability,
    )
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

function mixOf(text: string): Mix {
  const entries = text.split(',').map((part): [MixKind, number] => {
    const [kind = '', times = ''] = part.split('=');
    return [oneOf(MIX_KINDS)(kind.trim()), numberBetween(0, 1e6)(times)];
  });
  return Object.fromEntries(entries);
}

function layersOf(text: string): number[] {
  return text.split(',').map((layer) => wholeNumber(0)(layer.trim()));
}

/** The settings of the run; where the user names none, what suits the encoder. */
export function trainSettings(options: TrainCliOptions, { recommended }: Encoder): TrainSettings {
  assertSense(options);
  const { seed = 1, steps = recommended.steps, learningRate = recommended.learningRate } = options;
  const run = { steps, learningRate, seed };
  return { ...TRAIN_DEFAULTS, ...givenSettings({ ...options, ...run }), ...run };
}

/** The settings of a run of dann; where the user names none, small ones or the published. */
export function dannSettings(options: TrainCliOptions): DannSettings {
  assertSense(options);
  const { featureLayers, steps } = options;
  const defaults = options.asPublished ? DANN_PUBLISHED : DANN_DEFAULTS;
  const length = steps === undefined ? {} : { epochs: undefined };
  return { ...defaults, ...length, ...givenSettings(options), ...(featureLayers && { featureLayers }) };
}

/** What the user names. */
function givenSettings(options: TrainCliOptions): Partial<TrainSettings> & Pick<TrainSettings, 'tagger'> {
  const { tagger, steps, epochs, batch, batchTokens, accumulate, learningRate, warmup, weightDecay } =
    options;
  const { freeze, layerDecay, reinit, evaluateEvery, patience, seed, maxLength, provider, mix } = options;
  const order = options.order === 'gold-last' ? options.order : undefined;
  const given = { steps, epochs, batch, batchTokens, accumulate, learningRate, warmup, weightDecay };
  const rest = { freeze, layerDecay, reinit, evaluateEvery, patience, seed, maxLength, provider };
  const all = { tagger, ...given, ...ownRates(options), ...rest, mix, order, robust: options.robust };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function assertSense({ tagger, dev, ...options }: TrainCliOptions): void {
  if (options.confidence !== undefined && options.selfTrain === undefined)
    throw idle('--confidence', 'is of self-training', '--self-train N');
  const { evaluateEvery, patience, freeze, layerDecay, reinit, asPublished, featureLayers } = options;
  if (dev === undefined && (evaluateEvery !== undefined || patience !== undefined)) {
    throw new HilgenError('usage', {
      where: patience === undefined ? '--evaluate-every' : '--patience',
      what: 'says when to look at the development sentences, but there are none',
      hint: 'Name them: --dev FILE.',
    });
  }
  const isTrained = freeze !== undefined || layerDecay !== undefined || reinit !== undefined;
  if (tagger === 'dann' && isTrained) {
    const what = 'are for an encoder that is trained; that of dann stays as it is';
    throw new HilgenError('usage', { where: '--freeze, --layer-decay, --reinit', what });
  }
  if (tagger !== 'transformer' && options.robust !== undefined)
    throw idle('--robust', 'is of tags that are learnt each for itself', '--tagger transformer');
  if (tagger !== 'dann' && (asPublished || featureLayers !== undefined)) {
    const hint = 'Add --tagger dann.';
    throw new HilgenError('usage', { where: '--as-published, --feature-layers', what: 'are for dann', hint });
  }
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
