#!/usr/bin/env node
/**
 * One epoch of fine-tuning MiniLM on the NCBI-disease train split, against transformers' Trainer.
 *
 *   npm run build && node bench/train-epoch.mjs [--python PATH] [--encoder FOLDER] [--corpus FILE] [--batch 16] [--rounds 2]
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { alternate, printFigures, printRatio, ratios } from './support/alternate.mjs';
import { pythonWithTorch } from './support/python.mjs';
import { benchFile, shared } from './support/shared.mjs';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    encoder: { type: 'string' },
    corpus: { type: 'string' },
    batch: { type: 'string', default: '16' },
    rounds: { type: 'string', default: '2' },
  },
});
const threads = String(availableParallelism());
const task = [
  values.encoder ?? shared('models/all-MiniLM-L6-v2'),
  values.corpus ?? shared('data/ncbi-disease/iob/train.tsv'),
  values.batch,
];
const results = alternate(
  {
    hilgen: [process.execPath, benchFile('train-epoch-hilgen.mjs'), ...task],
    transformers: [
      pythonWithTorch(values.python),
      benchFile('train-epoch-transformers.py'),
      ...task,
      threads,
    ],
  },
  Number(values.rounds),
);
console.log(`seconds an epoch, ${values.batch} sentences a batch, ${threads} threads`);
printFigures(results, 'seconds', 1);
printRatio('time, hilgen over transformers', ratios(results, 'seconds', 'hilgen', 'transformers'));
printRatio(
  'peak memory, hilgen over transformers',
  ratios(results, 'peakMegabytes', 'hilgen', 'transformers'),
);
