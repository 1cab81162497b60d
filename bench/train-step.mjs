#!/usr/bin/env node
/**
 * One training step of a token classifier over MiniLM, 16 sentences of 64 pieces, against PyTorch.
 *
 *   npm run build && node bench/train-step.mjs [--python PATH] [--encoder FOLDER] [--rounds 3]
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
    rounds: { type: 'string', default: '3' },
  },
});
const folder = values.encoder ?? shared('models/all-MiniLM-L6-v2');
const python = pythonWithTorch(values.python);
const results = alternate(
  {
    hilgen: [process.execPath, benchFile('train-step-hilgen.mjs'), folder],
    PyTorch: [python, benchFile('train-step-pytorch.py'), folder, String(availableParallelism())],
  },
  Number(values.rounds),
);
console.log(`ms a step, ${availableParallelism()} threads`);
printFigures(results, 'milliseconds');
printRatio('time, hilgen over PyTorch', ratios(results, 'milliseconds', 'hilgen', 'PyTorch'));
printRatio('peak memory, hilgen over PyTorch', ratios(results, 'peakMegabytes', 'hilgen', 'PyTorch'));
