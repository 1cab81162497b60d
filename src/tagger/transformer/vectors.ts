import { join } from 'node:path';
import { type Encoder, inputTensors } from '../../encoder/encoder.js';
import { readSafetensors } from '../../encoder/safetensors.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import { openSession } from '../../tensor/session.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { InferenceScope } from '../../tensor/train/scope.js';
import type { VectorKind, WordVectors } from '../nearest/word-vectors.js';
import { openTaggerEncoder } from '../tagger-encoders.js';
import { inferenceModel, MODEL_FILE, readManifest, tagsOf, trainedTags } from './files.js';
import { logSoftmaxRows } from './log-softmax.js';
import type { TaggingSettings } from './model.js';
import type { TrainedTagger } from './trained-tagger.js';
import { BATCH_PIECES, wordRows } from './word-rows.js';

/**
 * The vectors that a saved tagger gives words. The program for hidden states is built from the saved weights, so that
 * every model serves whose program knows its logits alone.
 */
export async function openWordVectors(
  folder: string,
  kind: VectorKind,
  settings: TaggingSettings = {},
): Promise<WordVectors> {
  const manifest = await readManifest(folder);
  const encoder = await openTaggerEncoder(manifest.encoder, folder);
  return await wordVectors(kind, settings, {
    encoder,
    tags: tagsOf(manifest).tags.length,
    logits: () => join(folder, MODEL_FILE),
    hidden: async () => hiddenModel(encoder, await readSafetensors(join(folder, 'model.safetensors'))),
  });
}

/** The vectors that a tagger gives words, as it came from training. */
export function asWordVectors(
  trained: TrainedTagger,
  kind: VectorKind,
  settings: TaggingSettings = {},
): Promise<WordVectors> {
  const { encoder, parameters } = trained;
  return wordVectors(kind, settings, {
    encoder,
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
  /** Number of tags. */
  readonly tags: number;
  readonly logits: () => string | Uint8Array;
  readonly hidden: () => Uint8Array | Promise<Uint8Array>;
}

async function wordVectors(
  kind: VectorKind,
  { batchPieces = BATCH_PIECES }: TaggingSettings,
  { encoder, tags, logits, hidden }: Programs,
): Promise<WordVectors> {
  const isHidden = kind === 'hidden';
  const session = await openSession(isHidden ? await hidden() : logits());
  const [output, width] = isHidden ? ['hidden', encoder.hidden] : ['logits', tags];
  const program = { session, encoder, output, width, batchPieces };
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
