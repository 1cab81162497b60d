import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { collect } from '../../../test/support/sentences.js';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../../test/support/tiny-bert.js';
import { kbOf, riddle } from '../../../test/support/toy-knowledge.js';
import { bytesOf } from '../../../test/support/weights.js';
import { MANIFEST } from '../../base/folders.js';
import type { Span } from '../../corpus/sentence.js';
import { loadBertEncoder } from '../../encoder/bert-encoder.js';
import { readSafetensors } from '../../encoder/safetensors.js';
import { scoreStrict } from '../../evaluate/strict.js';
import type { TaggerModel } from '../tagger.js';
import { saveTransformer } from '../transformer/files.js';
import { FolderCheckpoint } from '../transformer/folder-checkpoint.js';
import { asTaggerModel, openTransformer } from '../transformer/model.js';
import {
  TRAIN_DEFAULTS,
  type TrainedTagger,
  type TrainOptions,
  type TrainSettings,
  trainTransformer,
} from '../transformer/train.js';
import { openWordVectors } from '../transformer/vectors.js';
import { knowledgeOf } from './knowledge.js';
import { KNOWLEDGE_WEIGHT } from './with-knowledge.js';

const folder = temporaryFolder();
const base = join(folder, 'base');
const saved = join(folder, 'saved');
const { kb, learnt, unseen } = riddle(24);
const knowledge = knowledgeOf(kb);
const SETTINGS: TrainSettings = {
  ...TRAIN_DEFAULTS,
  ...{ steps: 120, batch: 8, learningRate: 1e-3, knowledgeLearningRate: 0.1, seed: 2 },
};

async function train(change: Partial<TrainSettings>, options: TrainOptions): Promise<TrainedTagger> {
  return trainTransformer(learnt, await loadBertEncoder(base), { ...SETTINGS, ...change }, options);
}

async function tagUnseen(model: TaggerModel): Promise<(readonly Span[])[]> {
  const found = await collect(model.tag(unseen));
  await model.close();
  return found;
}

/** Strict F1 of spans found in the unseen sentences. */
function f1(found: readonly (readonly Span[])[]): number {
  const pairs = unseen.map((gold, at) => ({ gold, predicted: { spans: found[at] ?? [] } }));
  return scoreStrict(pairs).strict.f1;
}

let trained: TrainedTagger;
beforeAll(async () => {
  await writeTinyBert(base);
  trained = await train({}, { knowledge });
  await saveTransformer(saved, trained);
});

test.each([
  ['each tag for itself', {}],
  ['as a CRF', { tagger: 'crf' }],
  ['over a frozen encoder', { freeze: 'all' }],
] as const)(
  'what only the knowledge base tells is learnt with it, and not without: %s',
  async (_, change) => {
    const told = await train(change, { knowledge });
    const untold = await train(change, {});
    expect(f1(await tagUnseen(await asTaggerModel(told)))).toBe(1);
    expect(f1(await tagUnseen(await asTaggerModel(untold)))).toBeLessThan(0.75);
  },
);

test('a saved model, opened with its knowledge base, finds what it found in memory', async () => {
  const remarks: string[] = [];
  const opened = await openTransformer(saved, { kb, remark: (text) => remarks.push(text) });
  expect(await tagUnseen(opened)).toEqual(await tagUnseen(await asTaggerModel(trained)));
  expect(remarks).toEqual([]);
});

test('the features’ weights are in the manifest, not among those that other programs read', async () => {
  const weights = Array.from(trained.parameters.get(KNOWLEDGE_WEIGHT)?.data ?? []);
  const manifest = JSON.parse(readFileSync(join(saved, MANIFEST), 'utf8'));
  expect(manifest.knowledge).toEqual({ ...knowledge.identity, weights });
  const named = await readSafetensors(join(saved, 'model.safetensors'));
  expect([...named.keys()].sort()).toEqual(
    [...trained.parameters.keys()].filter((name) => name !== KNOWLEDGE_WEIGHT).sort(),
  );
  const { parameters } = await loadBertEncoder(saved);
  expect(parameters.get('bert.embeddings.word_embeddings.weight')?.data.length).toBeGreaterThan(0);
});

test('without its knowledge base a model is refused, with another one opened under a remark', async () => {
  await expect(openTransformer(saved)).rejects.toMatchObject({
    code: 'usage',
    message: `${saved}: the model needs the knowledge base that it was trained with (toy.obo)\n  Name it: --kb FILE.`,
  });
  const remarks: string[] = [];
  const other = kbOf(['nothing'], 'T:', 'other');
  const opened = await openTransformer(saved, { kb: other, remark: (text) => remarks.push(text) });
  expect(f1(await tagUnseen(opened))).toBeLessThan(0.75);
  expect(remarks).toEqual([`${saved} was trained with another knowledge base: toy.obo, not other.obo\n`]);
});

test('a model that asks no knowledge base refuses one', async () => {
  const plain = join(folder, 'plain');
  await saveTransformer(plain, await train({ steps: 2 }, {}));
  await expect(openTransformer(plain, { kb })).rejects.toThrow('was trained without a knowledge base');
});

test('its hidden states do without the knowledge base, its log-probabilities do not', async () => {
  const hidden = await openWordVectors(saved, 'hidden');
  await hidden.close();
  await expect(openWordVectors(saved, 'log-probabilities')).rejects.toThrow('needs the knowledge base');
  const vectors = await openWordVectors(saved, 'log-probabilities', { kb });
  const [sentence] = unseen;
  const [rows = new Float32Array()] = await collect(vectors.vectorsOf(unseen));
  await vectors.close();
  const name = sentence?.tokens.findIndex(({ start }) => start === sentence.spans[0]?.start) ?? 0;
  const [outside, begin] = rows.subarray(name * vectors.width);
  expect(begin).toBeGreaterThan(outside as number);
});

test('interrupted, training goes on to the same weights; another knowledge base makes another run', async () => {
  const settings = { steps: 12, tagger: 'crf' } as const;
  const whole = await train(settings, { knowledge });
  const remarks: string[] = [];
  const store = () =>
    new FolderCheckpoint(join(folder, 'model.checkpoint'), {
      now: () => 0,
      remark: (text) => remarks.push(text),
    });
  const interrupted = async (): Promise<void> => {
    const controller = new AbortController();
    const onProgress = ({ done }: { readonly done: number }): void => {
      if (done >= 5) controller.abort();
    };
    const work = { knowledge, checkpoint: store(), signal: controller.signal, onProgress };
    await expect(train(settings, work)).rejects.toMatchObject({ code: 'interrupted' });
  };
  await interrupted();
  const resumed = await train(settings, { knowledge, checkpoint: store() });
  expect(bytesOf(resumed.parameters).equals(bytesOf(whole.parameters))).toBe(true);
  expect(remarks.join('')).toContain('goes on after step 5');
  store().clear();
  await interrupted();
  const renamed = knowledgeOf(kbOf(['unmet'], 'T:', 'other'));
  await train(settings, { knowledge: renamed, checkpoint: store() });
  expect(remarks.join('')).toContain('training starts anew');
});
