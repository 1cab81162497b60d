/** Prints how many sentences a second hilgen tags, and its strict F1 on them, as JSON. Run by tag.mjs. */
import { readCorpus } from '../dist/corpus/index.js';
import { scoreStrict } from '../dist/evaluate/strict.js';
import { openTransformer } from '../dist/tagger/transformer/model.js';
import { peakMegabytes } from './support/shared.mjs';

const [folder, corpus] = process.argv.slice(2);
const sentences = await readCorpus(corpus);
const model = await openTransformer(folder);
await tagAll(sentences.slice(0, 64));
const start = performance.now();
const pairs = await tagAll(sentences);
const seconds = (performance.now() - start) / 1000;
await model.close();
const figures = { sentencesPerSecond: sentences.length / seconds, peakMegabytes: peakMegabytes() };
figures.f1 = scoreStrict(pairs).strict.f1;
console.log(JSON.stringify(figures));

async function tagAll(group) {
  const tagged = [];
  for await (const spans of model.tag(group))
    tagged.push({ gold: group[tagged.length], predicted: { spans } });
  return tagged;
}
