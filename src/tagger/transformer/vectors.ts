import { join } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import { type Encoder, inputShape } from '../../encoder/encoder.js';
import { openEncoder } from '../../encoder/kinds.js';
import { withMaxLength } from '../../encoder/max-length.js';
import { readSafetensors } from '../../encoder/safetensors.js';
import { emitOnnx } from '../../tensor/onnx/emit.js';
import { openSession } from '../../tensor/session.js';
import { input } from '../../tensor/tensor.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { InferenceScope } from '../../tensor/train/scope.js';
import { type KnowledgeOptions, knowledgeFor } from '../knowledge-features/record.js';
import { withKnowledge } from '../knowledge-features/with-knowledge.js';
import type { VectorKind, WordVectors } from '../nearest/word-vectors.js';
import { MODEL_FILE, readManifest, WEIGHTS_FILE } from './files.js';
import { logSoftmaxRows } from './log-softmax.js';
import type { TaggingSettings } from './model.js';
import { tagSet } from './tag-set.js';
import { BATCH_PIECES, type RowProgram, wordRows } from './word-rows.js';

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
  const { batchPieces = BATCH_PIECES, provider } = settings;
  const { encoder: encoderKind, labels, knowledge: record, int8 } = await readManifest(folder);
  const encoder = withMaxLength(await openEncoder(encoderKind, folder), settings.maxLength);
  if (kind === 'log-probabilities') {
    const knowledge = knowledgeFor(record, folder, settings);
    const fed = withKnowledge(encoder, knowledge);
    const session = await openSession(join(folder, MODEL_FILE), { provider });
    const width = tagSet(labels).tags.length;
    const program = { session, encoder: fed, knowledge, output: 'logits', width, batchPieces };
    return wordVectors(program, logSoftmaxRows);
  }
  if (int8 !== undefined) {
    throw new HilgenError('usage', {
      where: folder,
      what: 'a model with 8-bit weights gives no hidden states',
      hint: 'Use the model that it was made from, or --vectors log-probabilities.',
    });
  }
  const program = hiddenModel(encoder, await readSafetensors(join(folder, WEIGHTS_FILE)));
  const session = await openSession(program, { provider });
  return wordVectors({ session, encoder, output: 'hidden', width: encoder.hidden, batchPieces });
}

/** The encoder as an ONNX program with its weights inside: its inputs in, `hidden` out. */
export function hiddenModel(encoder: Encoder, parameters: Parameters): Uint8Array {
  const inputs = Object.fromEntries(
    encoder.inputs.map((each) => [
      each.name,
      input(each.name, inputShape(each, 'batch', 'length'), each.type),
    ]),
  );
  return emitOnnx({ hidden: encoder.build(new InferenceScope(parameters), inputs) });
}

function wordVectors(
  program: RowProgram,
  change: (rows: Float32Array, width: number) => Float32Array = (rows) => rows,
): WordVectors {
  return {
    width: program.width,
    vectorsOf: async function* (sentences, work) {
      for await (const rows of wordRows(program, sentences, work)) yield change(rows, program.width);
    },
    close: () => program.session.close(),
  };
}
