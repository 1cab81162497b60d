import { join } from 'node:path';
import { type Sentence, writeCorpus } from '../../corpus/index.js';
import {
  type Distance,
  type KnowledgeOptions,
  NearestTagger,
  openTransformer,
  openWordVectors,
  type TaggerModel,
  TEMPERATURE,
  tagSentences,
  transitionsOf,
  type VectorKind,
} from '../../tagger/index.js';
import type { Decoding } from '../schema.js';
import { onlyPath, type StageKind, type Task } from './kind.js';

export interface Settings {
  readonly decode: Decoding;
  readonly distance?: Distance | undefined;
  readonly vectors?: VectorKind | undefined;
  readonly temperature?: number | undefined;
}

/** A tagger that decides, with what is worth noting of how it does. */
interface Opened {
  readonly tagger: TaggerModel;
  readonly close: () => Promise<void>;
  readonly note: object;
}

/** A trained tagger and sentences → what it finds in them, by its classifier or by the neighbours of tokens. */
export const tag: StageKind<Settings> = {
  version: 1,
  output: 'sentences.jsonl',
  needs: () => ['cores'],
  run: async (settings, task) => {
    const sentences = await task.bench.corpus(onlyPath(task, 'corpus'));
    const { tagger, close, note } = await openDecoding(settings, task);
    try {
      const tagged = await tagSentences(tagger, sentences, task.work);
      await writeCorpus(join(task.folder, 'sentences.jsonl'), tagged);
      return { sentences: tagged.length, ...note };
    } finally {
      await close();
    }
  },
};

async function openDecoding(settings: Settings, task: Task): Promise<Opened> {
  const model = onlyPath(task, 'model');
  const known = knownBy(task);
  if (settings.decode === 'classifier') {
    const tagger = await openTransformer(model, known);
    return { tagger, close: () => tagger.close(), note: {} };
  }
  const support = await task.bench.corpora([...task.paths('few'), ...task.paths('made')]);
  const { distance = 'squared-euclidean', vectors = 'hidden' } = settings;
  const words = await openWordVectors(model, vectors, known);
  let opened: { close(): Promise<void> } = words;
  try {
    const nearest = await NearestTagger.over(words, support, distance, { signal: task.work.signal });
    opened = nearest;
    const close = (): Promise<void> => nearest.close();
    if (settings.decode === 'nnshot') return { tagger: nearest, close, note: { support: support.length } };
    return { ...(await structured(nearest, support, settings, task)), close };
  } catch (cause) {
    await opened.close();
    throw cause;
  }
}

/** The knowledge base of a tagger with features. */
function knownBy({ paths, bench }: Task): KnowledgeOptions {
  const [path] = paths('knowledge');
  return path === undefined ? {} : { kb: bench.knowledgeBase(path), remark: bench.remark };
}

async function structured(
  nearest: NearestTagger,
  support: readonly Sentence[],
  settings: Settings,
  task: Task,
): Promise<Pick<Opened, 'tagger' | 'note'>> {
  const counts = transitionsOf(support);
  const dev = await task.bench.corpora(task.paths('dev'));
  const tuned =
    settings.temperature === undefined && dev.length > 0
      ? await nearest.tune(counts, dev, { signal: task.work.signal })
      : undefined;
  const temperature = settings.temperature ?? tuned?.temperature ?? TEMPERATURE;
  const note = { support: support.length, temperature, ...(tuned && { devF1: tuned.f1 }) };
  return { tagger: nearest.withTransitions(counts, temperature), note };
}
