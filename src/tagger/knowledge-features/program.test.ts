import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LESSONS, sentenceOf } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { kbOf } from '../../../test/support/toy-knowledge.js';
import { random } from '../../base/random.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import { zeros } from '../../tensor/train/parameters.js';
import { StepMemory } from '../../tensor/train/step-memory.js';
import { crossEntropyProgram } from '../transformer/batch-program.js';
import { countWords } from '../transformer/batches.js';
import { addClassifier } from '../transformer/classifier.js';
import { crfProgram } from '../transformer/crf-program.js';
import { toExamples } from '../transformer/examples.js';
import { addTransitionWeights } from '../transformer/learnt-transitions.js';
import { tagSet } from '../transformer/tag-set.js';
import { knowledgeOf } from './knowledge.js';
import { KNOWLEDGE, KNOWLEDGE_WEIGHT, withKnowledge } from './with-knowledge.js';

const SET = tagSet(['DISEASE', 'DRUG']);
const TAGS = SET.tags.length;
const knowledge = knowledgeOf(kbOf(['fever', 'hay fever', 'rash', 'aspirin', 'antihistamine']));

async function tinyBert() {
  const folder = mkdtempSync(join(temporaryFolder(), 'bert-'));
  await writeTinyBert(folder);
  return loadBertEncoder(folder);
}

test.each([
  ['cross-entropy', crossEntropyProgram],
  ['a CRF', crfProgram],
])(
  'the gradient of the features’ weights under %s is the one that finite differences give',
  async (_, build) => {
    const { encoder, parameters } = await tinyBert();
    addClassifier(parameters, encoder.hidden, TAGS, 1);
    addTransitionWeights(parameters, TAGS);
    parameters.set(KNOWLEDGE_WEIGHT, zeros([TAGS, knowledge.width]));
    const { data } = parameters.get(KNOWLEDGE_WEIGHT) as { data: Float32Array };
    const draws = random(3, 'weights');
    data.set(data.map(() => draws.normal()));
    const batch = (await toExamples(LESSONS, encoder, SET, knowledge)).slice(0, 4);
    const program = await build({
      encoder: withKnowledge(encoder, knowledge),
      ...{ set: SET, parameters, frozen: new Set<string>(), memory: new StepMemory(), beforeRead: () => {} },
    });
    const step = () => program.run(batch, countWords(batch), { seed: 5, step: 2 });
    const gradient = ((await step()).gradients.dense.get(KNOWLEDGE_WEIGHT) ?? new Float32Array()).slice();
    expect(Math.hypot(...gradient)).toBeGreaterThan(1e-3);
    const before = data.slice();
    const lossAt = async (at: number, moved: number): Promise<number> => {
      data.set(before);
      data[at] = (before[at] as number) + moved;
      return (await step()).loss;
    };
    for (const at of gradient.keys()) {
      const slope = ((await lossAt(at, 0.02)) - (await lossAt(at, -0.02))) / 0.04;
      expect(Math.abs(slope - (gradient[at] as number))).toBeLessThan(2e-4);
    }
    await program.close();
  },
);

test('in a sentence of several windows each word’s features stand once, at its first piece', async () => {
  const { encoder } = await tinyBert();
  const sentence = sentenceOf(Array(12).fill('hay fever and rash').join(' '));
  const [features = new Float32Array()] = await collectFirst(knowledge.features([sentence]));
  const examples = await toExamples([sentence], encoder, SET, knowledge);
  expect(examples.length).toBeGreaterThan(2);
  const found = new Float32Array(features.length);
  let sum = 0;
  for (const { window } of examples) {
    const column = Float32Array.from(window.columns[KNOWLEDGE] ?? []);
    sum += column.reduce((total, value) => total + value, 0);
    for (const { word, piece } of window.words) {
      const own = column.subarray(piece * knowledge.width, (piece + 1) * knowledge.width);
      found.set(own, word * knowledge.width);
    }
  }
  expect(found).toEqual(features);
  expect(sum).toBe(features.reduce((total, value) => total + value, 0));
});

async function collectFirst<T>(items: AsyncIterable<T>): Promise<T[]> {
  for await (const item of items) return [item];
  return [];
}
