import type { Sentence } from '../../corpus/sentence.js';
import type { Encoder, Window } from '../../encoder/encoder.js';
import { add } from '../../tensor/ops/arithmetic.js';
import { linear } from '../../tensor/ops/product.js';
import type { Tensor } from '../../tensor/tensor.js';
import type { Scope } from '../../tensor/train/scope.js';
import type { Knowledge } from './knowledge.js';

/** The input that holds the features of each piece: those of the word that it stands for, 0 elsewhere. */
export const KNOWLEDGE = 'knowledge';
/** What each feature adds to the score of each tag: tags×features. */
export const KNOWLEDGE_WEIGHT = 'knowledge.weight';
/** Learning rate of these weights: at an encoder's so few would hardly move. */
export const KNOWLEDGE_RATE = 0.02;

/** An encoder that is fed features besides its own inputs; `tagScores` adds what they say. */
export function withKnowledge(encoder: Encoder, knowledge: Pick<Knowledge, 'width'> | undefined): Encoder {
  if (knowledge === undefined) return encoder;
  const { width } = knowledge;
  return { ...encoder, inputs: [...encoder.inputs, { name: KNOWLEDGE, type: 'float32', width }] };
}

/** The encoder that `withKnowledge` was given. */
export function withoutKnowledge(encoder: Encoder): Encoder {
  return { ...encoder, inputs: encoder.inputs.filter(({ name }) => name !== KNOWLEDGE) };
}

/**
 * Tag scores (batch×length×tags) with those of the features upon them: a linear map beside the classifier (late fusion),
 * whose few weights a few sentences can settle.
 */
export function addKnowledgeScores(scope: Scope, scores: Tensor, features: Tensor): Tensor {
  const [tags, width] = [scores.shape.at(-1) as number, features.shape.at(-1) as number];
  return add(scores, linear(features, scope.weight(KNOWLEDGE_WEIGHT, [tags, width])));
}

/** Windows with the features of their words; of each sentence the next ones are taken. */
export async function addFeatures(
  windows: readonly (readonly Window[])[],
  features: AsyncIterator<Float32Array>,
  width: number,
): Promise<Window[][]> {
  const known: Window[][] = [];
  for (const own of windows) {
    const { value } = await features.next();
    known.push(own.map((window) => withFeatures(window, value, width)));
  }
  return known;
}

/** The windows of sentences, with features where there is a knowledge base. */
export async function knownWindows(
  windows: readonly Window[][],
  sentences: readonly Sentence[],
  knowledge: Knowledge | undefined,
): Promise<Window[][]> {
  if (knowledge === undefined) return [...windows];
  return addFeatures(windows, knowledge.features(sentences), knowledge.width);
}

function withFeatures(window: Window, features: Float32Array, width: number): Window {
  const column = new Float32Array(window.length * width);
  for (const { word, piece } of window.words)
    column.set(features.subarray(word * width, (word + 1) * width), piece * width);
  return { ...window, columns: { ...window.columns, [KNOWLEDGE]: column } };
}
