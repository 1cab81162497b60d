import { join } from 'node:path';
import { type Layer, writeCorpus } from '../../corpus/index.js';
import type { Labels } from '../../tagger/index.js';
import { languageWriter } from '../writer.js';
import { onlyPath, type StageKind } from './kind.js';

export interface Settings {
  /** A server, as `openLanguageModel` takes it; empty where the model is a file. */
  readonly source: string;
  /** The model's name at the server. */
  readonly model?: string | undefined;
  readonly layers: readonly Layer[];
  readonly perMention: number;
  readonly seed: number;
  readonly labels?: Labels | undefined;
}

/** A few-shot sample, a knowledge base and a language model → sentences that the model wrote. */
export const write: StageKind<Settings> = {
  version: 1,
  output: 'sentences.jsonl',
  needs: ({ source }) => (source === '' ? ['answers', 'cores'] : ['answers']),
  run: async ({ seed, ...settings }, task) => {
    const few = await task.bench.corpus(onlyPath(task, 'few'));
    const kb = task.bench.knowledgeBase(onlyPath(task, 'knowledge'));
    const { answers, models } = task.bench;
    const [source = settings.source] = task.paths('model');
    const writer = languageWriter(
      { ...settings, source, preset: onlyPath(task, 'preset') },
      answers,
      kb,
      models,
    );
    try {
      const { sentences, ...account } = await writer.write(few, seed, task.work);
      await writeCorpus(join(task.folder, 'sentences.jsonl'), sentences);
      return { ...account, kept: sentences.length };
    } finally {
      await writer.close();
    }
  },
};
