/** Prints how many sentences a second hilgen tags, as JSON. Run by tag.mjs. */
import { readCorpus } from '../dist/corpus/index.js';
import { openTransformer } from '../dist/tagger/transformer/model.js';
import { peakMegabytes } from './support/shared.mjs';

const [folder, corpus] = process.argv.slice(2);
const sentences = await readCorpus(corpus);
const model = await openTransformer(folder);
await tagAll(sentences.slice(0, 64));
const start = performance.now();
await tagAll(sentences);
const seconds = (performance.now() - start) / 1000;
await model.close();
const figures = { sentencesPerSecond: sentences.length / seconds, peakMegabytes: peakMegabytes() };
console.log(JSON.stringify(figures));

async function tagAll(group) {
  let found = 0;
  for await (const spans of model.tag(group)) found += spans.length;
  return found;
}
