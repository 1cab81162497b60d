#!/usr/bin/env node
/**
 * One training step of a token classifier against PyTorch: MiniLM with 16 sentences of 64 pieces, and BERT-base
 * (random weights) with 8 of 64.
 *
 *   npm run build && node bench/train-step.mjs [--python PATH] [--encoder FOLDER] [--rounds 3] [--steps 10]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { alternate, printFigures, printRatio, ratios } from './support/alternate.mjs';
import { pythonWithTorch } from './support/python.mjs';
import { makeRandomEncoder } from './support/random-encoder.mjs';
import { benchFile, shared } from './support/shared.mjs';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    encoder: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    steps: { type: 'string', default: '10' },
  },
});
const python = pythonWithTorch(values.python);
const threads = String(availableParallelism());

function compare(title, folder, batch) {
  const shape = [folder, String(batch), '64', values.steps];
  const results = alternate(
    {
      hilgen: [process.execPath, benchFile('train-step-hilgen.mjs'), ...shape],
      PyTorch: [python, benchFile('train-step-pytorch.py'), ...shape, threads],
    },
    Number(values.rounds),
  );
  console.log(`${title}, ${batch} × 64: ms a step, ${threads} threads`);
  printFigures(results, 'milliseconds');
  printRatio('time, hilgen over PyTorch', ratios(results, 'milliseconds', 'hilgen', 'PyTorch'));
  printRatio('peak memory, hilgen over PyTorch', ratios(results, 'peakMegabytes', 'hilgen', 'PyTorch'));
}

compare('MiniLM', values.encoder ?? shared('models/all-MiniLM-L6-v2'), 16);
const folder = mkdtempSync(join(tmpdir(), 'bert-base-'));
try {
  makeRandomEncoder('base', folder);
  compare('BERT-base', folder, 8);
} finally {
  rmSync(folder, { recursive: true });
}
