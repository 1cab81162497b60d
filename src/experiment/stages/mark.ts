import { join } from 'node:path';
import { writeCorpus } from '../../corpus/index.js';
import { DISTANT_DEFAULTS, prepareMarking, rawBlocks } from '../../distant/index.js';
import { askThroughStore, markSentences, noSpending, readPreset } from '../../generate/index.js';
import { openLanguageModel, requestStore } from '../../llm/index.js';
import { countBy } from '../count-by.js';
import { unanswered } from '../writer.js';
import { onlyPath, type StageKind } from './kind.js';

export interface Settings {
  /** A server, as `openLanguageModel` takes it; empty where the model is a file. */
  readonly source: string;
  /** The model's name at the server. */
  readonly model?: string | undefined;
  readonly sentences: number;
}

/** Raw text, a few-shot sample as examples and a language model → the sentences that it marked, with its mentions. */
export const mark: StageKind<Settings> = {
  version: 1,
  output: 'sentences.jsonl',
  needs: ({ source }) => (source === '' ? ['answers', 'cores'] : ['answers']),
  run: async ({ source: server, model: name, sentences }, task) => {
    const { bench, work } = task;
    const text = {
      blocks: () => rawBlocks(task.paths('raw')),
      shots: await bench.corpus(onlyPath(task, 'few')),
      heldOut: await bench.corpora(task.paths('heldOut')),
    };
    const which = { count: sentences, most: DISTANT_DEFAULTS.survey, tries: true };
    const prepared = await prepareMarking(await readPreset(onlyPath(task, 'preset')), text, which, work);
    const [source = server] = task.paths('model');
    const model = await openLanguageModel({ source, name }, bench.models);
    try {
      const store = requestStore(join(bench.answers, 'requests.sqlite'));
      try {
        const spent = noSpending();
        const asking = { model, store, limits: {}, price: undefined, work };
        const marks = await markSentences(prepared, askThroughStore(asking, spent));
        const told = marks.flatMap((one) => ('spans' in one ? [{ ...one.sentence, spans: one.spans }] : []));
        const rejected = countBy(marks.flatMap((one) => ('reason' in one ? [one.reason] : [])));
        if (rejected['no answer'] !== undefined) throw unanswered(model, rejected['no answer']);
        await writeCorpus(join(task.folder, 'sentences.jsonl'), told);
        const { calls, kept, promptTokens, completionTokens } = spent;
        const account = { asked: marks.length, told: told.length, rejected };
        return { ...account, spent: { calls, kept, promptTokens, completionTokens } };
      } finally {
        store.close();
      }
    } finally {
      await model.close();
    }
  },
};
