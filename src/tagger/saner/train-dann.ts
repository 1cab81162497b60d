import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import type { EncoderWithWeights } from '../../encoder/encoder.js';
import { sharedWordVectors } from '../../encoder/shared-word-vectors.js';
import { NearestTagger } from '../nearest/tagger.js';
import { wordsOf } from '../transformer/examples.js';
import { type TrainOptions, trainTransformer } from '../transformer/train.js';
import type { TrainedDann } from '../transformer/trained-tagger.js';
import { asWordVectors } from '../transformer/vectors.js';
import { ContextualFeatures } from './contextual-features.js';
import { NeighbourMemory } from './neighbour-memory.js';
import { freshSaner } from './saner.js';
import { sanerEncoder } from './saner-encoder.js';
import { type DannSettings, type SanerConfig, sanerSettings } from './settings.js';

/**
 * DANN (Ge et al. 2023): SANER and a CRF over IOBES tags, learnt from labelled sentences, among which its neighbours
 * are sought afterwards. The encoder's vectors go in as they are; of one that was not trained before (`vectors`) nothing is
 * used: words go in with their static vectors and characters.
 *
 * @throws HilgenError as `trainTransformer`; `missing` where no word vectors are installed: no word has neighbours then.
 */
export async function trainDann(
  sentences: readonly Sentence[],
  loaded: EncoderWithWeights,
  settings: DannSettings,
  options: TrainOptions = {},
): Promise<TrainedDann> {
  const { vectors, distance, ...learning } = settings;
  const saner = await newSaner(sentences.map(wordsOf), loaded, learning, options);
  try {
    const tagger = await trainTransformer(sentences, saner, { ...learning, tagger: 'dann' }, options);
    return { ...tagger, neighbours: { support: sentences, vectors, distance } };
  } finally {
    await saner.encoder.close?.();
  }
}

/** NNShot over all sentences that a tagger learnt from, as it came from training. */
export async function asNearestTagger(trained: TrainedDann, work?: WorkOptions): Promise<NearestTagger> {
  const { support, vectors, distance } = trained.neighbours;
  const words = await asWordVectors(trained, vectors);
  return await NearestTagger.over(words, support, distance, work).catch(async (cause: unknown) => {
    await words.close();
    throw cause;
  });
}

/** SANER with fresh weights, for the words of some sentences. */
async function newSaner(
  sentences: readonly (readonly string[])[],
  loaded: EncoderWithWeights,
  settings: Omit<DannSettings, 'vectors' | 'distance'>,
  work: WorkOptions,
): Promise<EncoderWithWeights> {
  const vectors = await sharedWordVectors(work);
  const isLearnt = loaded.encoder.states !== undefined;
  const features = isLearnt ? new ContextualFeatures(loaded, settings.featureLayers) : undefined;
  const memory = await NeighbourMemory.of(sentences.flat(), vectors, settings.neighbours, work);
  await features?.of(sentences, work);
  const config: SanerConfig = {
    ...sanerSettings.parse(settings),
    features: features?.width ?? 0,
    dimensions: vectors.dimensions,
    memory: memory.rows,
  };
  const encoder = sanerEncoder({ config, vectors, memory, features });
  return { encoder, parameters: freshSaner(config, settings.seed) };
}
