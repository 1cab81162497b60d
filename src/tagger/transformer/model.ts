import { join } from 'node:path';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import type { Encoder } from '../../encoder/encoder.js';
import { withMaxLength } from '../../encoder/max-length.js';
import type { Provider } from '../../tensor/provider.js';
import { openSession, type Session } from '../../tensor/session.js';
import { spansOf } from '../crf/spans.js';
import type { Knowledge } from '../knowledge-features/knowledge.js';
import { type KnowledgeOptions, knowledgeFor } from '../knowledge-features/record.js';
import { withKnowledge } from '../knowledge-features/with-knowledge.js';
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
  /** Pieces a window; the encoder's limit where absent. */
  readonly maxLength?: number | undefined;
  /** What computes; the processor where absent. */
  readonly provider?: Provider | undefined;
}

/** Opens a tagger that `saveTransformer` wrote. */
export async function openTransformer(
  folder: string,
  settings: TaggingSettings & KnowledgeOptions = {},
): Promise<TaggerModel> {
  const manifest = await readManifest(folder);
  const knowledge = knowledgeFor(manifest.knowledge, folder, settings);
  const whole = await openTaggerEncoder(manifest.encoder, folder);
  const encoder = withKnowledge(withMaxLength(whole, settings.maxLength), knowledge);
  const session = await openSession(join(folder, MODEL_FILE), { provider: settings.provider });
  return taggerModel(session, encoder, tagsOf(manifest), { ...settings, knowledge });
}

/** A tagger as it came from training, without a detour over files. */
export async function asTaggerModel(
  trained: TrainedTagger,
  settings: TaggingSettings = {},
): Promise<TaggerModel> {
  const { provider } = trained.settings;
  const session = await openSession(inferenceModel(trained), { provider, ...settings });
  const set = trainedTags(trained);
  return taggerModel(session, trained.encoder, set, { ...settings, knowledge: trained.knowledge });
}

/** A tagger from a program whose output `logits` scores each tag at each piece. */
export function taggerModel(
  session: Session,
  encoder: Pick<Encoder, 'inputs' | 'split' | 'close'>,
  set: TagSet,
  {
    batchPieces = BATCH_PIECES,
    knowledge,
  }: TaggingSettings & { readonly knowledge?: Knowledge | undefined } = {},
): TaggerModel {
  const program = { session, encoder, knowledge, output: 'logits', width: set.tags.length, batchPieces };
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
