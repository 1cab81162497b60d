import type { WorkOptions } from '../base/progress.js';
import type { Sentence } from '../corpus/sentence.js';
import type { TaggerModel } from './tagger.js';

/** The sentences with what a tagger finds in them instead of what they are labelled with. */
export async function tagSentences(
  tagger: TaggerModel,
  sentences: readonly Sentence[],
  work?: WorkOptions,
): Promise<Sentence[]> {
  const tagged: Sentence[] = [];
  for await (const spans of tagger.tag(sentences, work)) {
    tagged.push({ ...(sentences[tagged.length] as Sentence), spans });
  }
  return tagged;
}
