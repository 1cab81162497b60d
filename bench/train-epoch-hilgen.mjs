/** Prints the seconds of one epoch of fine-tuning, as JSON. Run by train-epoch.mjs. */
import { readCorpus } from '../dist/corpus/index.js';
import { loadEncoder } from '../dist/encoder/kinds.js';
import { TRAIN_DEFAULTS, trainTransformer } from '../dist/tagger/transformer/train.js';
import { peakMegabytes } from './support/shared.mjs';

const [folder, corpus, batch] = process.argv.slice(2);
const sentences = await readCorpus(corpus);
const loaded = await loadEncoder(folder, { seed: 1 });
const settings = {
  ...TRAIN_DEFAULTS,
  epochs: 1,
  steps: 0,
  batch: Number(batch),
  learningRate: 1e-4,
  seed: 1,
};
const start = performance.now();
const { losses } = await trainTransformer(sentences, loaded, settings);
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ seconds, steps: losses.length, peakMegabytes: peakMegabytes() }));
