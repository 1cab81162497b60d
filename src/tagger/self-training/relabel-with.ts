import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import type { KnowledgeOptions } from '../knowledge-features/record.js';
import { readManifest, tagsOf } from '../transformer/files.js';
import type { TaggingSettings } from '../transformer/model.js';
import { openWordVectors } from '../transformer/vectors.js';
import { type RelabelSettings, relabelled } from './relabel.js';

/** Sentences as a saved tagger sees them. */
export async function relabelWith(
  folder: string,
  sentences: readonly Sentence[],
  settings: RelabelSettings,
  opening: TaggingSettings & KnowledgeOptions = {},
  work?: WorkOptions,
): Promise<Sentence[]> {
  const tagging = tagsOf(await readManifest(folder));
  const vectors = await openWordVectors(folder, 'log-probabilities', opening);
  try {
    const labelled: Sentence[] = [];
    for await (const rows of vectors.vectorsOf(sentences, work))
      labelled.push(relabelled(sentences[labelled.length] as Sentence, rows, tagging, settings));
    return labelled;
  } finally {
    await vectors.close();
  }
}
