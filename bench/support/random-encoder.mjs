/**
 * A BERT folder with random weights, made in a process of its own so that making it does not count:
 *
 *   node bench/support/random-encoder.mjs base|large FOLDER
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBertEncoder } from '../../dist/encoder/bert-encoder.js';
import { writeSafetensors } from '../../dist/encoder/safetensors.js';
import { weightShapes } from '../../dist/encoder/weight-shapes.js';

/** Devlin et al. (2019), table of models. */
const SIZES = {
  base: { hidden_size: 768, num_hidden_layers: 12, num_attention_heads: 12, intermediate_size: 3072 },
  large: { hidden_size: 1024, num_hidden_layers: 24, num_attention_heads: 16, intermediate_size: 4096 },
};
const SHARED = { model_type: 'bert', vocab_size: 30_522, max_position_embeddings: 512 };

/** @param {'base' | 'large'} size @param {string} folder */
export function makeRandomEncoder(size, folder) {
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), size, folder], { stdio: 'inherit' });
}

/** An encoder folder without weights, with pieces that mean nothing. */
function writeFolder(folder, size) {
  mkdirSync(folder, { recursive: true });
  const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
  const pieces = Array.from({ length: SHARED.vocab_size - special.length }, (_, at) => `piece${at}`);
  writeFileSync(join(folder, 'vocab.txt'), [...special, ...pieces].join('\n'));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ ...SHARED, ...SIZES[size] }));
}

/** Small numbers of both signs, norms 1: enough for losses and gradients of the usual size. */
function weightsOf(encoder) {
  const draw = (name, at) => (/LayerNorm\.weight$/.test(name) ? 1 : 0.07 * (((at * 0.618034) % 1) - 0.5));
  return new Map(
    [...weightShapes(encoder)].map(([name, shape]) => {
      const data = new Float32Array(shape.reduce((size, count) => size * count, 1));
      for (let at = 0; at < data.length; at++) data[at] = draw(name, at);
      return [name, { shape, data }];
    }),
  );
}

const [script, size, folder] = process.argv.slice(1);
if (script === fileURLToPath(import.meta.url)) {
  writeFolder(folder, size);
  await writeSafetensors(join(folder, 'model.safetensors'), weightsOf(await openBertEncoder(folder)));
}
