import { join } from 'node:path';
import { writeCorpus } from '../../corpus/index.js';
import { parseSwitches } from '../../knowledge/index.js';
import { conceptLabels, dictionaryTagger, type Labels, tagSentences } from '../../tagger/index.js';
import { onlyPath, type StageKind } from './kind.js';

export interface Settings {
  readonly labels: Labels;
  /** As `parseSwitches` takes them. */
  readonly match: string;
}

/** A knowledge base and sentences → what the dictionary of its names finds in them. */
export const match: StageKind<Settings> = {
  version: 1,
  output: 'sentences.jsonl',
  run: async ({ labels, match: switches }, task) => {
    const kb = task.bench.knowledgeBase(onlyPath(task, 'knowledge'));
    const tagger = dictionaryTagger(kb, {
      labels: conceptLabels(kb, labels),
      normalisations: parseSwitches(switches),
    });
    const sentences = await task.bench.corpus(onlyPath(task, 'corpus'));
    const tagged = await tagSentences(tagger, sentences, task.work);
    await writeCorpus(join(task.folder, 'sentences.jsonl'), tagged);
    return { sentences: tagged.length };
  },
};
