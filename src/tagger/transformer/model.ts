import { join } from 'node:path';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import type { Encoder } from '../../encoder/encoder.js';
import { openSession, type Session } from '../../tensor/session.js';
import { spansOf } from '../crf/spans.js';
import type { TaggerModel } from '../tagger.js';
import { openTaggerEncoder } from '../tagger-encoders.js';
import { inferenceModel, MODEL_FILE, readManifest, tagsOf, trainedTags } from './files.js';
import { logSoftmaxRows } from './log-softmax.js';
import type { TagSet } from './tag-set.js';
import type { TrainedTagger } from './train.js';
import { BATCH_PIECES, type RowProgram, wordRows } from './word-rows.js';

/** How a tagger is run. */
export interface TaggingSettings {
  /** Most pieces in a batch, padding included (default 512). More takes more memory. */
  readonly batchPieces?: number | undefined;
}

/** Opens a tagger that `saveTransformer` wrote. */
export async function openTransformer(folder: string, settings: TaggingSettings = {}): Promise<TaggerModel> {
  const manifest = await readManifest(folder);
  const encoder = await openTaggerEncoder(manifest.encoder, folder);
  return taggerModel(await openSession(join(folder, MODEL_FILE)), encoder, tagsOf(manifest), settings);
}

/** A tagger as it came from training, without a detour over files. */
export async function asTaggerModel(
  trained: TrainedTagger,
  settings: TaggingSettings = {},
): Promise<TaggerModel> {
  const session = await openSession(inferenceModel(trained));
  return taggerModel(session, trained.encoder, trainedTags(trained), settings);
}

/** A tagger from a program whose output `logits` scores each tag at each piece. */
export function taggerModel(
  session: Session,
  encoder: Pick<Encoder, 'inputs' | 'split' | 'close'>,
  set: TagSet,
  { batchPieces = BATCH_PIECES }: TaggingSettings = {},
): TaggerModel {
  const program = { session, encoder, output: 'logits', width: set.tags.length, batchPieces };
  return {
    labels: set.labels,
    tag: (sentences, options) => tagAll(program, set, sentences, options),
    close: async () => {
      await session.close();
      await encoder.close?.();
    },
  };
}

async function* tagAll(
  program: RowProgram,
  set: TagSet,
  sentences: readonly Sentence[],
  work?: WorkOptions,
): AsyncGenerator<readonly Span[]> {
  let at = 0;
  for await (const scores of wordRows(program, sentences, work)) {
    const { tokens } = sentences[at++] as Sentence;
    yield spansOf(tokens, logSoftmaxRows(scores, program.width), set);
  }
}
