#!/usr/bin/env node
/**
 * MiniLM fine-tuned on the whole NCBI-disease train split by hilgen and by PyTorch, the same recipe, several seeds:
 * strict test F1 of both, by one scorer. Nothing is chosen on any split.
 *
 *   npm run build && node bench/full-data.mjs [--python PATH] [--encoder FOLDER] [--data FOLDER] [--seeds 1,2,3]
 *     [--steps 1000] [--batch 16] [--learning-rate 1e-4]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readCorpus } from '../dist/corpus/index.js';
import { pairSentences, scoreStrict } from '../dist/evaluate/index.js';
import { alternate, median } from './support/alternate.mjs';
import { pythonWithTorch } from './support/python.mjs';
import { benchFile, shared } from './support/shared.mjs';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    encoder: { type: 'string' },
    data: { type: 'string' },
    seeds: { type: 'string', default: '1,2,3' },
    steps: { type: 'string', default: '1000' },
    batch: { type: 'string', default: '16' },
    'learning-rate': { type: 'string', default: '1e-4' },
  },
});
const encoder = values.encoder ?? shared('models/all-MiniLM-L6-v2');
const data = values.data ?? shared('data/ncbi-disease/iob');
const [train, test] = ['train.tsv', 'test.tsv'].map((name) => join(data, name));
const recipe = [values.steps, values.batch, values['learning-rate']];
const threads = String(availableParallelism());
const python = pythonWithTorch(values.python);
const folder = mkdtempSync(join(tmpdir(), 'full-data-'));
const gold = await readCorpus(test);

/** Strict F1 in per cent. */
async function f1Of(path) {
  const found = await readCorpus(path);
  const tagged = gold.map((sentence, at) => ({
    ...sentence,
    spans: found[at].spans.map(shifted(sentence, found[at])),
  }));
  return 100 * scoreStrict(pairSentences(gold, tagged)).strict.f1;
}

/** A span at the same words of another copy of the sentence. */
function shifted(sentence, copy) {
  return (span) => {
    const first = copy.tokens.findIndex(({ start }) => start === span.start);
    const last = copy.tokens.findIndex(({ end }) => end === span.end);
    return { ...span, start: sentence.tokens[first].start, end: sentence.tokens[last].end };
  };
}

const figures = { hilgen: [], PyTorch: [] };
try {
  for (const seed of values.seeds.split(',')) {
    const out = { hilgen: join(folder, 'hilgen.jsonl'), PyTorch: join(folder, 'pytorch.tsv') };
    const task = (name) => [encoder, train, test, out[name], ...recipe, seed];
    const timed = alternate(
      {
        hilgen: [process.execPath, benchFile('full-data-hilgen.mjs'), ...task('hilgen')],
        PyTorch: [python, benchFile('full-data-pytorch.py'), ...task('PyTorch'), threads],
      },
      1,
    );
    for (const name of Object.keys(figures)) {
      const f1 = await f1Of(out[name]);
      const { seconds } = timed[name][0];
      figures[name].push({ f1, seconds });
      console.log(
        `seed ${seed}  ${name.padEnd(8)}  F1 ${f1.toFixed(1)}  ${seconds.toFixed(0)} s of training`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
for (const [name, all] of Object.entries(figures)) {
  const scores = all.map(({ f1 }) => f1);
  const mean = scores.reduce((sum, f1) => sum + f1, 0) / scores.length;
  const spread = Math.sqrt(
    scores.reduce((sum, f1) => sum + (f1 - mean) ** 2, 0) / Math.max(1, scores.length - 1),
  );
  const seconds = median(all.map((each) => each.seconds));
  console.log(
    `${name.padEnd(8)}  mean F1 ${mean.toFixed(1)} ± ${spread.toFixed(1)} (standard deviation)  median ${seconds.toFixed(0)} s`,
  );
}
