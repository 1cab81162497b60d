import type { Sentence } from '../corpus/index.js';
import type { EncoderWithWeights } from '../encoder/index.js';
import {
  DANN_DEFAULTS,
  DANN_PUBLISHED,
  type TaggerKind,
  TRAIN_DEFAULTS,
  type TrainedTagger,
  type TrainOptions,
  type TrainSettings,
  trainDann,
  trainTransformer,
} from '../tagger/index.js';

/** What an experiment file says of a training; what it leaves open is the kind's to decide. */
export interface LearnSettings extends Omit<Open<TrainSettings>, 'seed'> {
  readonly seed: number;
  /** Of dann: layers of the encoder that are averaged. */
  readonly featureLayers?: readonly number[] | undefined;
  /** Of dann: the sizes and settings of its authors. */
  readonly asPublished?: boolean | undefined;
}

type Open<T> = { readonly [K in keyof T]?: T[K] | undefined };

type Learn = (
  sentences: readonly Sentence[],
  encoder: EncoderWithWeights,
  settings: LearnSettings,
  options: TrainOptions,
) => Promise<TrainedTagger>;

/** How each kind of tagger is trained. */
export const LEARNERS: Readonly<Record<TaggerKind, Learn>> = {
  transformer: fineTune,
  crf: (sentences, encoder, settings, options) =>
    fineTune(sentences, encoder, { ...settings, tagger: 'crf' }, options),
  dann: async (sentences, encoder, { asPublished = false, steps, ...settings }, options) => {
    const defaults = asPublished ? DANN_PUBLISHED : DANN_DEFAULTS;
    const length = steps === undefined ? {} : { steps, epochs: undefined };
    return trainDann(sentences, encoder, { ...defaults, ...length, ...given(settings) }, options);
  },
};

async function fineTune(
  sentences: readonly Sentence[],
  loaded: EncoderWithWeights,
  settings: LearnSettings,
  options: TrainOptions,
): Promise<TrainedTagger> {
  const { steps, learningRate } = loaded.encoder.recommended;
  const whole = { ...TRAIN_DEFAULTS, steps, learningRate, ...given(settings), seed: settings.seed };
  return trainTransformer(sentences, loaded, whole, options);
}

/** What is not left open. */
function given<T extends object>(settings: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
