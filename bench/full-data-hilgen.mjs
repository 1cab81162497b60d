/** Fine-tunes MiniLM on a whole train split and tags the test split. Run by full-data.mjs. */
import { readCorpus, writeCorpus } from '../dist/corpus/index.js';
import { loadEncoder } from '../dist/encoder/kinds.js';
import { asTaggerModel } from '../dist/tagger/transformer/model.js';
import { TRAIN_DEFAULTS, trainTransformer } from '../dist/tagger/transformer/train.js';

const [folder, trainFile, testFile, out, steps, batch, rate, seed] = process.argv.slice(2);
const sentences = await readCorpus(trainFile);
const test = await readCorpus(testFile);
const numbers = {
  steps: Number(steps),
  batch: Number(batch),
  learningRate: Number(rate),
  seed: Number(seed),
};
const start = performance.now();
const trained = await trainTransformer(sentences, await loadEncoder(folder, { seed: numbers.seed }), {
  ...TRAIN_DEFAULTS,
  ...numbers,
});
const seconds = (performance.now() - start) / 1000;
const model = await asTaggerModel(trained);
const tagged = [];
for await (const spans of model.tag(test)) tagged.push({ ...test[tagged.length], spans });
await model.close();
await writeCorpus(out, tagged);
console.log(JSON.stringify({ seconds }));
