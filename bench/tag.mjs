#!/usr/bin/env node
/**
 * Sentences tagged a second, against transformers' pipeline and a PyTorch loop over batches of
 * similar length, on the same weights; then with 8-bit weights, ours and PyTorch's.
 *
 *   npm run build && node bench/tag.mjs [--python PATH] [--model FOLDER] [--corpus FILE] [--rounds 3]
 *
 * The model is one saved by `hilgen train`; without `--model` MiniLM with an untrained classifier, whose F1 says nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadBertEncoder } from '../dist/encoder/bert-encoder.js';
import { addClassifier } from '../dist/tagger/transformer/classifier.js';
import { saveTransformer } from '../dist/tagger/transformer/files.js';
import { quantiseTagger } from '../dist/tagger/transformer/quantise.js';
import { alternate, printFigures, printRatio, ratios } from './support/alternate.mjs';
import { pythonWithTorch } from './support/python.mjs';
import { benchFile, shared } from './support/shared.mjs';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    model: { type: 'string' },
    corpus: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
});
const threads = String(availableParallelism());
const corpus = values.corpus ?? shared('data/ncbi-disease/iob/test.tsv');
const python = pythonWithTorch(values.python);
const scratch = mkdtempSync(join(tmpdir(), 'hilgen-bench-'));
try {
  const model = values.model ?? (await untrainedModel(join(scratch, 'model')));
  const small = join(scratch, 'small');
  await quantiseTagger(model, small);
  const byHilgen = (folder) => [process.execPath, benchFile('tag-hilgen.mjs'), folder, corpus];
  const byPython = (how) => [python, benchFile('tag-pytorch.py'), how, model, corpus, threads];
  const results = alternate(
    {
      hilgen: byHilgen(model),
      'hilgen, int8': byHilgen(small),
      'transformers pipeline': byPython('pipeline'),
      'PyTorch, sorted batches': byPython('sorted'),
      'PyTorch int8, sorted batches': byPython('int8'),
    },
    Number(values.rounds),
  );
  report(results);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** MiniLM with a fresh classifier that says O nearly everywhere, as a trained one does. */
async function untrainedModel(folder) {
  const { encoder, parameters } = await loadBertEncoder(shared('models/all-MiniLM-L6-v2'));
  const labels = ['Disease'];
  addClassifier(parameters, encoder.hidden, 1 + 2 * labels.length, 1);
  parameters.get('classifier.bias').data[0] = 5;
  await saveTransformer(folder, { encoder, parameters, labels, settings: {}, losses: [], log: [] });
  return folder;
}

function report(results) {
  console.log(`sentences a second, ${threads} threads`);
  printFigures(results, 'sentencesPerSecond');
  const [float, int8] = ['hilgen', 'hilgen, int8'].map((name) => results[name][0].f1);
  console.log(`strict F1: hilgen ${float.toFixed(4)}, int8 ${int8.toFixed(4)}`);
  printRatio('speed, int8 over hilgen', ratios(results, 'sentencesPerSecond', 'hilgen, int8', 'hilgen'));
  const bothInt8 = ['hilgen, int8', 'PyTorch int8, sorted batches'];
  printRatio('speed, int8 over PyTorch int8', ratios(results, 'sentencesPerSecond', ...bothInt8));
  for (const name of ['transformers pipeline', 'PyTorch, sorted batches']) {
    printRatio(`speed, hilgen over ${name}`, ratios(results, 'sentencesPerSecond', 'hilgen', name));
  }
  const memory = ratios(results, 'peakMegabytes', 'hilgen', 'transformers pipeline');
  printRatio('peak memory, hilgen over transformers pipeline', memory);
}
