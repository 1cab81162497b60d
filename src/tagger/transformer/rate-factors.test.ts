import { expect, test } from 'vitest';
import { zeros } from '../../tensor/train/parameters.js';
import { KNOWLEDGE_RATE, KNOWLEDGE_WEIGHT } from '../knowledge-features/with-knowledge.js';
import { TRANSITIONS } from './learnt-transitions.js';
import { rateFactors } from './rate-factors.js';
import { TRAIN_DEFAULTS, type TrainSettings } from './settings.js';

const names = ['bert.encoder.layer.0.w', 'bert.encoder.layer.1.w', 'classifier.weight', TRANSITIONS];
const parameters = new Map([...names, KNOWLEDGE_WEIGHT].map((name) => [name, zeros([1])]));
const settings: TrainSettings = { ...TRAIN_DEFAULTS, steps: 1, learningRate: 1e-3, seed: 1 };

test.each<[string, Partial<TrainSettings>, number[]]>([
  ['one rate for all but features', {}, [1, 1, 1, 1, KNOWLEDGE_RATE / 1e-3]],
  ['rates of their own', { crfLearningRate: 2e-3, knowledgeLearningRate: 1e-2 }, [1, 1, 1, 2, 10]],
  ['decay by layer leaves those alone', { layerDecay: 0.5, crfLearningRate: 5e-3 }, [0.25, 0.5, 1, 5, 20]],
])('%s', (_, change, expected) => {
  const factor = rateFactors(parameters, { ...settings, ...change });
  for (const [at, name] of [...parameters.keys()].entries())
    expect(factor(name)).toBeCloseTo(expected[at] ?? 0, 9);
});
