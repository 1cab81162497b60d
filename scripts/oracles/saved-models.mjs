/**
 * Opens taggers that hilgen trained and saved in Python's transformers and in transformers.js, and
 * compares the scores of every word with hilgen's own.
 *
 *     npm run build
 *     npm install --no-save @huggingface/transformers
 *     node scripts/oracles/saved-models.mjs --python venv/bin/python [--encoder FOLDER]…
 *
 * One random small encoder of each family is made by saved-models.py; `--encoder` adds others.
 * `--transformers-js PATH` names another copy of transformers.js.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { loadEncoder } from '../../dist/encoder/kinds.js';
import { windowFeeds } from '../../dist/tagger/transformer/batches.js';
import { saveTransformer } from '../../dist/tagger/transformer/files.js';
import { TRAIN_DEFAULTS, trainTransformer } from '../../dist/tagger/transformer/train.js';
import { openSession } from '../../dist/tensor/session.js';

const MARKED = [
  'Low-dose aspirin/DRUG eased the fever/DISEASE .',
  'TNF-α and IL-6 rose , whereas IFN-γ/DRUG fell ( p<0.05 ) .',
  'Mice without β-catenin developed carcinoma/DISEASE within 24 weeks .',
];
const SENTENCES = MARKED.map(toSentence);
const WORDS = SENTENCES.map(({ text }) => text.split(' '));

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: 'venv/bin/python' },
    encoder: { type: 'string', multiple: true, default: [] },
    'transformers-js': { type: 'string' },
  },
});

const folder = mkdtempSync(join(tmpdir(), 'hilgen-saved-models-'));
try {
  const [bases, saved] = ['bases', 'saved'].map((name) => join(folder, name));
  mkdirSync(saved);
  python('make', bases);
  const encoders = [...readdirSync(bases).map((name) => join(bases, name)), ...options.encoder];
  const own = new Map();
  for (const base of encoders) own.set(basename(base), await trainAndSave(base, join(saved, basename(base))));
  writeFileSync(join(saved, 'sentences.json'), JSON.stringify(WORDS));
  const inPython = JSON.parse(python('predict', saved));
  const js = await transformersJs();
  for (const [name, scores] of own) {
    const { class: className, missing, unexpected, scores: theirs } = inPython[name];
    const inJs = await scoresInJs(js, saved, name);
    console.log(
      JSON.stringify({
        name,
        className,
        missing,
        unexpected,
        ...against('python', scores, theirs),
        ...against('js', scores, inJs),
      }),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function python(...parameters) {
  const script = fileURLToPath(new URL('saved-models.py', import.meta.url));
  return execFileSync(options.python, [script, ...parameters], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e9,
  });
}

/** The scores of every word by hilgen's own program, after a few steps of training. */
async function trainAndSave(base, target) {
  const loaded = await loadEncoder(base, { seed: 1 });
  const settings = { ...TRAIN_DEFAULTS, steps: 20, batch: 3, learningRate: 1e-3, seed: 1 };
  const trained = await trainTransformer(SENTENCES, loaded, settings);
  await saveTransformer(target, trained);
  const session = await openSession(join(target, 'model.onnx'));
  const windows = (await trained.encoder.split(WORDS)).flat();
  const scores = [];
  for (const window of windows) {
    const { logits } = await session.run(windowFeeds(trained.encoder, [window], window.length));
    scores.push(window.words.map(({ piece }) => rowOf(logits.data, logits.shape[2], piece)));
  }
  await session.close();
  return scores;
}

async function transformersJs() {
  const path = options['transformers-js'];
  return import(path === undefined ? '@huggingface/transformers' : pathToFileURL(path).href);
}

/** The same scores by transformers.js: words joined by spaces, the first piece of each found by cutting it alone. */
async function scoresInJs({ AutoModelForTokenClassification, AutoTokenizer, env }, saved, name) {
  env.allowRemoteModels = false;
  env.localModelPath = saved;
  const tokenizer = await AutoTokenizer.from_pretrained(name);
  const model = await AutoModelForTokenClassification.from_pretrained(name, { subfolder: '', dtype: 'fp32' });
  const scores = [];
  for (const words of WORDS) {
    const { logits } = await model(tokenizer(words.join(' ')));
    const counts = words.map((word) => tokenizer.encode(word, { add_special_tokens: false }).length);
    const firsts = counts.map((_, at) => 1 + counts.slice(0, at).reduce((sum, count) => sum + count, 0));
    scores.push(firsts.map((piece) => rowOf(logits.data, logits.dims[2], piece)));
  }
  return scores;
}

function rowOf(data, width, piece) {
  return Array.from(data.subarray(piece * width, (piece + 1) * width));
}

function against(who, ours, theirs) {
  const [a, b] = [ours.flat(), theirs.flat()];
  const best = (row) => row.indexOf(Math.max(...row));
  const difference = Math.max(
    ...a.flatMap((row, at) => row.map((score, tag) => Math.abs(score - b[at][tag]))),
  );
  const same = a.filter((row, at) => best(row) === best(b[at])).length;
  return { [`${who}Difference`]: difference, [`${who}SameTags`]: `${same} of ${a.length}` };
}

/** `word/LABEL` marks a mention. */
function toSentence(marked, at) {
  const [tokens, spans] = [[], []];
  let text = '';
  for (const part of marked.split(' ')) {
    const [, word, label] = /^(.+?)(?:\/([A-Z]+))?$/.exec(part);
    const start = text === '' ? 0 : text.length + 1;
    text += text === '' ? word : ` ${word}`;
    tokens.push({ start, end: text.length });
    if (label !== undefined) spans.push({ start, end: text.length, label });
  }
  return {
    id: String(at),
    text,
    tokens,
    spans,
    origin: { kind: 'gold', file: 'saved-models.mjs', line: at + 1 },
  };
}
