import { random } from '../../base/random.js';
import { type Encoder, inputTensors } from '../../encoder/encoder.js';
import { exp, logSoftmax } from '../../tensor/ops/activation.js';
import { mul, neg, sub } from '../../tensor/ops/arithmetic.js';
import { reshape } from '../../tensor/ops/layout.js';
import { linear } from '../../tensor/ops/product.js';
import { sumAll } from '../../tensor/ops/reduce.js';
import { type Dim, joined } from '../../tensor/shape.js';
import { input, scalar, type Tensor } from '../../tensor/tensor.js';
import { type Parameters, zeros } from '../../tensor/train/parameters.js';
import type { Scope } from '../../tensor/train/scope.js';
import { addKnowledgeScores, KNOWLEDGE } from '../knowledge-features/with-knowledge.js';
import { EXPONENT } from './robust.js';

const WEIGHT = 'classifier.weight';
const BIAS = 'classifier.bias';

/** Adds a fresh token classifier, as transformers initialises it: normal with deviation 0.02, bias 0. */
export function addClassifier(parameters: Parameters, hidden: number, tags: number, seed: number): void {
  const draws = random(seed, WEIGHT);
  const weight = zeros([tags, hidden]);
  for (let at = 0; at < weight.data.length; at++) weight.data[at] = 0.02 * draws.normal();
  parameters.set(WEIGHT, weight);
  parameters.set(BIAS, zeros([tags]));
}

/** Scores of each tag at each piece: batch×length×tags. */
export function tagScores(scope: Scope, encoder: Encoder, tags: number, batch: Dim, length: Dim): Tensor {
  const inputs = inputTensors(encoder, batch, length);
  const hidden = scope.dropout(encoder.build(scope, inputs), encoder.dropout);
  const scores = linear(hidden, scope.weight(WEIGHT, [tags, encoder.hidden]), scope.weight(BIAS, [tags]));
  const features = inputs[KNOWLEDGE];
  return features === undefined ? scores : addKnowledgeScores(scope, scores, features);
}

/**
 * Mean cross-entropy over the labelled words; `target` is fed as `targetFeed` makes it. With `isRobust`, generalised
 * cross-entropy (1 − p^q)/q in its place, which labels that the model holds for wrong move less (Zhang and Sabuncu 2018,
 * equation 6): q is fed as `exponentFeed` makes it, and the target is divided by it.
 */
export function taggingLoss(
  scope: Scope,
  encoder: Encoder,
  tags: number,
  [batch, length]: readonly [Dim, Dim],
  isRobust = false,
): Tensor {
  const pieces = joined([batch, length]);
  const flat = reshape(tagScores(scope, encoder, tags, batch, length), [pieces, tags]);
  const logs = logSoftmax(flat);
  const target = input('target', [pieces, tags]);
  if (!isRobust) return neg(sumAll(mul(logs, target)));
  const lost = sub(scalar(1), exp(mul(logs, input(EXPONENT, []))));
  return sumAll(mul(lost, target));
}
