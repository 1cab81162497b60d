import type { Provider } from '../../tensor/provider.js';
import type { Tagging } from '../crf/spans.js';
import type { Mix } from './mix.js';

/** Settings for few-shot fine-tuning where the user names none; steps and learning rate are the encoder's. */
export const TRAIN_DEFAULTS = { batch: 8, warmup: 0.1, weightDecay: 0.01, clip: 1 } as const;

/** How tags are learnt: each for itself, as a sequence, or as a sequence over vectors that stay as they are. */
export const TAGGER_KINDS = ['transformer', 'crf', 'dann'] as const;
export type TaggerKind = (typeof TAGGER_KINDS)[number];

interface KindOfTagger {
  readonly scheme: Tagging['scheme'];
  /** Whether the scores of tags that follow each other are learnt. */
  readonly isChain: boolean;
}

export const KINDS: Readonly<Record<TaggerKind, KindOfTagger>> = {
  transformer: { scheme: 'iob2', isChain: false },
  crf: { scheme: 'iob2', isChain: true },
  dann: { scheme: 'iobes', isChain: true },
};

export interface TrainSettings {
  /** `transformer` where absent. */
  readonly tagger?: TaggerKind | undefined;
  /** Steps of the optimiser; `epochs`, where given, decides instead. */
  readonly steps: number;
  /** Passes over the sentences. */
  readonly epochs?: number | undefined;
  /** Sentences a batch. */
  readonly batch: number;
  /** Pieces a batch, padding included: batches of like length, long sentences in small batches. Takes the place of `batch`. */
  readonly batchTokens?: number | undefined;
  /** How often an epoch shows sentences of each kind; each once where absent. */
  readonly mix?: Mix | undefined;
  /** Made sentences first, those labelled by hand behind them; all mixed where absent. */
  readonly order?: 'gold-last' | undefined;
  /** Pieces a window; the encoder's limit where absent. */
  readonly maxLength?: number | undefined;
  /** Batches whose gradients are summed before a step. */
  readonly accumulate?: number | undefined;
  readonly learningRate: number;
  /** Of a CRF's transitions; `learningRate` where absent. */
  readonly crfLearningRate?: number | undefined;
  /** Of the weights of a knowledge base's features; `KNOWLEDGE_RATE` where absent. */
  readonly knowledgeLearningRate?: number | undefined;
  /** Share of the steps over which the learning rate rises. */
  readonly warmup: number;
  /** Exponent of generalised cross-entropy, in (0, 1]: larger ones trust labels less. Cross-entropy where absent. */
  readonly robust?: number | undefined;
  readonly weightDecay: number;
  /** Largest norm of all gradients together. */
  readonly clip: number;
  /** Largest size of each number of a gradient, in the place of `clip`. */
  readonly clipValue?: number | undefined;
  /** Adam's share of the squared gradients that stays from one step to the next; 0.999 where absent. */
  readonly beta2?: number | undefined;
  /** Leaves the embeddings and so many of the lowest layers as they are, or the whole encoder. */
  readonly freeze?: number | 'all' | undefined;
  /** Multiplies the learning rate once for each layer from the classifier down. */
  readonly layerDecay?: number | undefined;
  /** So many of the top layers begin anew. */
  readonly reinit?: number | undefined;
  /** Steps between two evaluations on the development sentences; where absent an epoch, or a twentieth of the steps if that is longer. */
  readonly evaluateEvery?: number | undefined;
  /** Evaluations in a row without a better F1 after which training stops. */
  readonly patience?: number | undefined;
  readonly seed: number;
  /** What computes; another one rounds differently. */
  readonly provider?: Provider | undefined;
}
