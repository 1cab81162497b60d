// Neighbour search as nnshot and structshot do it: as many queries as support tokens, every pair compared.
// Run: npm run build && node bench/neighbours.mjs [--tokens 100000] [--queries 100000] [--width 384] [--distance NAME]
import { parseArgs } from 'node:util';
import { openSearch } from '../dist/tagger/nearest/search.js';
import { normaliseRows } from '../dist/tagger/nearest/support.js';
import { peakMegabytes } from './support/shared.mjs';

const { values } = parseArgs({
  options: {
    tokens: { type: 'string', default: '100000' },
    queries: { type: 'string', default: '100000' },
    width: { type: 'string', default: '384' },
    distance: { type: 'string', default: 'squared-euclidean' },
  },
});
const [tokens, queries, width] = [values.tokens, values.queries, values.width].map(Number);

/** Numbers without a pattern that matters, the same at every run. */
function rows(count, step) {
  const data = new Float32Array(count * width);
  let state = step;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[at] = state / 2 ** 31 - 1;
  }
  return normaliseRows(data, width);
}

const starts = [0, Math.floor(0.8 * tokens), Math.floor(0.9 * tokens), tokens];
const support = { labels: ['A', 'B'], width, starts, vectors: rows(tokens, 1) };
const asked = rows(queries, 2);
const search = await openSearch(support, values.distance);
const [start, before] = [performance.now(), process.cpuUsage()];
// As the tagger asks: some sentences' tokens at a time.
for (let from = 0; from < queries; from += 1024)
  await search.nearest(asked.subarray(from * width, Math.min(from + 1024, queries) * width));
const { user, system } = process.cpuUsage(before);
await search.close();
const figures = {
  elapsed: Math.round(performance.now() - start) / 1000,
  processor: Math.round((user + system) / 1000) / 1000,
  peakMegabytes: Math.round(peakMegabytes()),
};
console.log(JSON.stringify({ ...values, ...figures }));
