/**
 * Scoring speed: strict and SemEval scores of two IOB files against seqeval's strict scores of the same tags.
 *
 *     npm run build && node bench/score.mjs [--python PYTHON] [--sentences 200000] [--tags random|few] [--nervaluate]
 *
 * PYTHON has seqeval 1.2.2 (and nervaluate 1.2.1 for `--nervaluate`). Prints CPU seconds and peak memory of each: ours
 * from the start of the process, reading the files included; theirs on lists that are in memory already.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    python: { type: 'string', default: 'python3' },
    sentences: { type: 'string', default: '200000' },
    tags: { type: 'string', default: 'random' },
    nervaluate: { type: 'boolean', default: false },
  },
});

const TOKENS = 25;
const LABELS = ['Disease', 'Chemical', 'Gene', 'Species', 'CellLine'];
const WORDS = Array.from({ length: 997 }, (_, at) => at.toString(36).repeat(1 + (at % 4)));

/** A small seeded generator (mulberry32). */
function draws(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The chance that a token outside begins a mention: nearly every token of a mention, or as in a corpus. */
const DENSITY = { random: 0.5, few: 0.07 };

/** Well-formed IOB2; a mention goes on with one chance in two. */
function tagsOf(draw) {
  const tags = [];
  for (let at = 0; at < TOKENS; at++) {
    const before = tags[at - 1] ?? 'O';
    if (before !== 'O' && draw() < 0.5) tags.push(`I-${before.slice(2)}`);
    else if (draw() < DENSITY[values.tags]) tags.push(`B-${LABELS[Math.floor(draw() * LABELS.length)]}`);
    else tags.push('O');
  }
  return tags;
}

function write(path, seed) {
  const draw = draws(seed);
  const blocks = Array.from({ length: Number(values.sentences) }, (_, number) =>
    tagsOf(draw)
      .map((tag, at) => `${WORDS[(number * 7 + at) % WORDS.length]}\t${tag}\n`)
      .join(''),
  );
  writeFileSync(path, blocks.join('\n'));
}

function run(program, ...args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

function print(name, { seconds, megabytes, scores }) {
  const shown = Object.entries(scores).map(([key, f1]) => `${key} ${(100 * f1).toFixed(3)}`);
  console.log(
    `${name.padEnd(22)} ${seconds.toFixed(2).padStart(7)} CPU-s ${megabytes.toFixed(0).padStart(6)} MB   ${shown.join(', ')}`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'hilgen-bench-'));
try {
  const files = [join(folder, 'gold.tsv'), join(folder, 'predicted.tsv')];
  for (const [at, path] of files.entries()) write(path, at + 1);
  const here = (name) => fileURLToPath(new URL(name, import.meta.url));
  const ours = run(process.execPath, here('score-ours.mjs'), ...files);
  print('hilgen, from files', ours);
  const theirs = run(values.python, here('score-seqeval.py'), 'seqeval', ...files);
  print('seqeval strict', theirs);
  if (values.nervaluate)
    print('nervaluate', run(values.python, here('score-seqeval.py'), 'nervaluate', ...files));
  console.log(
    `${(theirs.seconds / ours.seconds).toFixed(1)} times less CPU than seqeval's strict scores alone`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
