import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import { asTaggerModel } from './model.js';
import type { TrainedTagger } from './trained-tagger.js';

/** Sentences that choose when to stop and which weights to keep; never those of the test. */
export interface Development {
  readonly sentences: readonly Sentence[];
  /** Score of predicted sentences against the labelled ones, higher is better: strict F1. */
  readonly score: (gold: readonly Sentence[], predicted: readonly Sentence[]) => number;
}

/** Tags the development sentences with the weights as they are, and scores them. */
export async function scoreDevelopment(
  tagger: TrainedTagger,
  { sentences, score }: Development,
  { signal }: WorkOptions,
): Promise<number> {
  const model = await asTaggerModel(tagger);
  try {
    const predicted: Sentence[] = [];
    for await (const spans of model.tag(sentences, { signal })) {
      predicted.push({ ...(sentences[predicted.length] as Sentence), spans });
    }
    return score(sentences, predicted);
  } finally {
    await model.close();
  }
}
