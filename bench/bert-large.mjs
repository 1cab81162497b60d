/**
 * Loads BERT-Large with random weights, trains it for eight steps of 8 × 64 pieces, saves it, opens
 * it and tags a sentence; prints the time of each and the largest resident set until then.
 * Needs 4 GB of disk. Run: npm run build && node bench/bert-large.mjs
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadBertEncoder } from '../dist/encoder/bert-encoder.js';
import { addClassifier } from '../dist/tagger/transformer/classifier.js';
import { saveTransformer } from '../dist/tagger/transformer/files.js';
import { openTransformer } from '../dist/tagger/transformer/model.js';
import { tagSet } from '../dist/tagger/transformer/tag-set.js';
import { TRAIN_DEFAULTS } from '../dist/tagger/transformer/train.js';
import { Trainer } from '../dist/tagger/transformer/trainer.js';
import { makeRandomEncoder } from './support/random-encoder.mjs';
import { peakMegabytes } from './support/shared.mjs';

const [BATCH, LENGTH, STEPS] = [8, 64, 8];
function drawBatch(step) {
  return Array.from({ length: BATCH }, (_, row) => {
    const pieces = Array.from({ length: LENGTH }, (_, at) => at);
    const columns = {
      input_ids: pieces.map((at) => 1000 + ((step * 7919 + row * 104_729 + at * 1299) % 20_000)),
      attention_mask: pieces.map(() => 1),
      token_type_ids: pieces.map(() => 0),
    };
    const words = pieces.map((piece) => ({ word: piece, piece }));
    return {
      sentence: `s${row}`,
      window: { length: LENGTH, columns, words },
      tags: pieces.map((at) => at % 3),
    };
  });
}

async function timed(what, work) {
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ what, seconds, peakMegabytes: peakMegabytes() }));
  return result;
}

async function loadTrainSave(base, target) {
  const { encoder, parameters } = await timed('load', () => loadBertEncoder(base));
  const labels = ['Disease'];
  const set = tagSet(labels);
  addClassifier(parameters, encoder.hidden, set.tags.length, 1);
  const settings = { ...TRAIN_DEFAULTS, steps: 1000, batch: BATCH, learningRate: 1e-5, warmup: 0, seed: 1 };
  const trainer = new Trainer(encoder, parameters, set, settings);
  const losses = [];
  for (let step = 0; step < STEPS; step++) {
    const { loss } = await timed(`step ${step}`, () => trainer.step([drawBatch(step)], step));
    losses.push(loss);
  }
  trainer.finish();
  await trainer.close();
  await timed('save', () =>
    saveTransformer(target, { encoder, parameters, labels, settings, losses, log: [] }),
  );
}

async function openAndTag(saved) {
  const model = await timed('open', () => openTransformer(saved));
  const tokens = [{ start: 0, end: 6 }];
  const sentence = {
    id: '1',
    text: 'piece7',
    tokens,
    spans: [],
    origin: { kind: 'gold', file: '', line: 1 },
  };
  await timed('tag', async () => {
    for await (const _ of model.tag([sentence]));
  });
  await model.close();
}

const [stage, ...folders] = process.argv.slice(2);
const stages = { train: loadTrainSave, tag: openAndTag };
if (stage !== undefined) await stages[stage](...folders);
else {
  const folder = mkdtempSync(join(tmpdir(), 'hilgen-bert-large-'));
  const [base, saved] = [join(folder, 'base'), join(folder, 'saved')];
  const run = (...parameters) =>
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...parameters], { stdio: 'inherit' });
  try {
    makeRandomEncoder('large', base);
    run('train', base, saved);
    run('tag', saved);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
