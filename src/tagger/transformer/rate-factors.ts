import type { Parameters } from '../../tensor/train/parameters.js';
import { KNOWLEDGE_RATE, KNOWLEDGE_WEIGHT } from '../knowledge-features/with-knowledge.js';
import { layerRates } from './layers.js';
import { TRANSITIONS } from './learnt-transitions.js';
import type { TrainSettings } from './settings.js';

/** The factor on each weight's learning rate: by layer, but for the few weights that have a rate of their own. */
export function rateFactors(parameters: Parameters, settings: TrainSettings): (name: string) => number {
  const byLayer = layerRates(parameters, settings.layerDecay);
  const { learningRate, crfLearningRate, knowledgeLearningRate } = settings;
  const own = new Map([
    [TRANSITIONS, crfLearningRate],
    [KNOWLEDGE_WEIGHT, knowledgeLearningRate ?? KNOWLEDGE_RATE],
  ]);
  return (name) => {
    const rate = own.get(name);
    return rate === undefined ? byLayer(name) : rate / learningRate;
  };
}
