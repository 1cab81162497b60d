import { join } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import { type Encoder, inputTensors } from '../../encoder/encoder.js';
import { withMaxLength } from '../../encoder/max-length.js';
import { readSafetensors } from '../../encoder/safetensors.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import { openSession } from '../../tensor/session.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { InferenceScope } from '../../tensor/train/scope.js';
import type { Knowledge } from '../knowledge-features/knowledge.js';
import { type KnowledgeOptions, knowledgeFor } from '../knowledge-features/record.js';
import { withKnowledge, withoutKnowledge } from '../knowledge-features/with-knowledge.js';
import type { VectorKind, WordVectors } from '../nearest/word-vectors.js';
import { openTaggerEncoder } from '../tagger-encoders.js';
import { inferenceModel, MODEL_FILE, readManifest, tagsOf, trainedTags, WEIGHTS_FILE } from './files.js';
import { logSoftmaxRows } from './log-softmax.js';
import type { TaggingSettings } from './model.js';
import type { TrainedTagger } from './trained-tagger.js';
import { BATCH_PIECES, wordRows } from './word-rows.js';

/**
 * The vectors that a saved tagger gives words. The program for hidden states is built from the saved weights, so that
 * every model serves whose program knows its logits alone. Hidden states are those of the text: a knowledge base has no
 * part in them and is not asked; log-probabilities of a tagger with features need it.
 */
export async function openWordVectors(
  folder: string,
  kind: VectorKind,
  settings: TaggingSettings & KnowledgeOptions = {},
): Promise<WordVectors> {
  const manifest = await readManifest(folder);
  if (kind === 'hidden' && manifest.int8 !== undefined) {
    throw new HilgenError('usage', {
      where: folder,
      what: 'a model with 8-bit weights gives no hidden states',
      hint: 'Use the model that it was made from, or --vectors log-probabilities.',
    });
  }
  const encoder = withMaxLength(await openTaggerEncoder(manifest.encoder, folder), settings.maxLength);
  return await wordVectors(kind, settings, {
    encoder,
    knowledge: kind === 'hidden' ? undefined : knowledgeFor(manifest.knowledge, folder, settings),
    tags: tagsOf(manifest).tags.length,
    logits: () => join(folder, MODEL_FILE),
    hidden: async () => hiddenModel(encoder, await readSafetensors(join(folder, WEIGHTS_FILE))),
  });
}

/** The vectors that a tagger gives words, as it came from training. */
export function asWordVectors(
  trained: TrainedTagger,
  kind: VectorKind,
  settings: TaggingSettings = {},
): Promise<WordVectors> {
  const { parameters } = trained;
  const encoder = withoutKnowledge(trained.encoder);
  return wordVectors(kind, settings, {
    encoder,
    knowledge: kind === 'hidden' ? undefined : trained.knowledge,
    tags: trainedTags(trained).tags.length,
    logits: () => inferenceModel(trained),
    hidden: () => hiddenModel(encoder, parameters),
  });
}

/** The encoder as an ONNX program with its weights inside: its inputs in, `hidden` out. */
export function hiddenModel(encoder: Encoder, parameters: Parameters): Uint8Array {
  const inputs = inputTensors(encoder, 'batch', 'length');
  return emitOnnx({ hidden: encoder.build(new InferenceScope(parameters), inputs) });
}

interface Programs {
  readonly encoder: Encoder;
  /** Where the features come from that the tags' scores are made of too. */
  readonly knowledge: Knowledge | undefined;
  /** Number of tags. */
  readonly tags: number;
  readonly logits: () => string | Uint8Array;
  readonly hidden: () => Uint8Array | Promise<Uint8Array>;
}

async function wordVectors(
  kind: VectorKind,
  { batchPieces = BATCH_PIECES, provider }: TaggingSettings,
  { encoder, knowledge, tags, logits, hidden }: Programs,
): Promise<WordVectors> {
  const isHidden = kind === 'hidden';
  const session = await openSession(isHidden ? await hidden() : logits(), { provider });
  const [output, width] = isHidden ? ['hidden', encoder.hidden] : ['logits', tags];
  const fed = withKnowledge(encoder, knowledge);
  const program = { session, encoder: fed, knowledge, output, width, batchPieces };
  return {
    width,
    vectorsOf: async function* (sentences, work) {
      for await (const rows of wordRows(program, sentences, work))
        yield isHidden ? rows : logSoftmaxRows(rows, width);
    },
    close: async () => {
      await session.close();
      await encoder.close?.();
    },
  };
}
