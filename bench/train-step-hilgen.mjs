/** Prints the median time of training steps after the first three, as JSON. Run by train-step.mjs. */
import { loadBertEncoder } from '../dist/encoder/bert-encoder.js';
import { addClassifier } from '../dist/tagger/transformer/classifier.js';
import { tagSet } from '../dist/tagger/transformer/tag-set.js';
import { TRAIN_DEFAULTS } from '../dist/tagger/transformer/train.js';
import { Trainer } from '../dist/tagger/transformer/trainer.js';
import { median } from './support/alternate.mjs';
import { peakMegabytes } from './support/shared.mjs';

const [folder, BATCH, LENGTH, TIMED] = [process.argv[2], ...process.argv.slice(3).map(Number)];
const WARMUP = 3;

/** Full-length examples, other pieces in every step. */
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

const { encoder, parameters } = await loadBertEncoder(folder);
const set = tagSet(['Disease']);
addClassifier(parameters, encoder.hidden, set.tags.length, 1);
const settings = { ...TRAIN_DEFAULTS, steps: 1000, batch: BATCH, learningRate: 1e-4, warmup: 0, seed: 1 };
const trainer = new Trainer(encoder, parameters, set, settings);
const times = [];
for (let step = 0; step < WARMUP + TIMED; step++) {
  const batch = drawBatch(step);
  const start = performance.now();
  await trainer.step([batch], step);
  if (step >= WARMUP) times.push(performance.now() - start);
}
await trainer.close();
console.log(JSON.stringify({ milliseconds: median(times), peakMegabytes: peakMegabytes() }));
