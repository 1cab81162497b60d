// Indexes the same MRCONSO and MRSTY with hilgen and with QuickUMLS 1.4, one after the other.
// Run: npm run build && node bench/kb-import-quickumls.mjs --python VENV/bin/python [--names 2000000]
// VENV has quickumls (pip install quickumls). Needs ../shared/tools/make-rrf.mjs. Concepts without a
// row in MRSTY are taken out first: QuickUMLS ends with a KeyError at the first one.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    names: { type: 'string', default: '2000000' },
    dist: { type: 'string', default: here('../dist') },
  },
});

const OURS = `
const { buildKnowledgeBase } = await import(process.argv[1] + '/knowledge/index.js');
const [, , path, out] = process.argv;
await buildKnowledgeBase([{ format: 'rrf', path }], out, {}, { languages: ['ENG'] });`;

const THEIRS = `
import sys, os, types
from quickumls.install import extract_from_mrconso, parse_and_encode_ngrams
folder, out = sys.argv[1:3]
opts = types.SimpleNamespace(language='ENG', lowercase=False, normalize_unicode=False)
names = extract_from_mrconso(os.path.join(folder, 'MRCONSO.RRF'), os.path.join(folder, 'MRSTY.RRF'), opts)
parse_and_encode_ngrams(names, os.path.join(out, 'umls-simstring.db'), os.path.join(out, 'cui-semtypes.db'), database_backend='unqlite')`;

const folder = mkdtempSync(join(tmpdir(), 'hilgen-quickumls-'));
try {
  const release = join(folder, 'release');
  prepare(release, Number(values.names));
  const ours = join(folder, 'ours.kb');
  const theirs = join(folder, 'theirs');
  mkdirSync(theirs);
  const rows = [
    [
      'hilgen',
      timed('node', ['--input-type=module', '-e', OURS, values.dist, release, ours]),
      () => sizeOf(ours),
    ],
    ['QuickUMLS', timed(values.python, ['-c', THEIRS, release, theirs]), () => sizeOf(theirs)],
  ];
  console.log('             CPU s     wall s    RSS MB    disk MB');
  for (const [name, { cpu, wall, rss }, size] of rows) {
    const cells = [cpu.toFixed(1), wall.toFixed(1), rss.toFixed(0), (size() / 1e6).toFixed(0)];
    console.log(name.padEnd(12), cells.map((cell) => cell.padEnd(9)).join(' '));
  }
  console.log(`CPU: 1/${(rows[1][1].cpu / rows[0][1].cpu).toFixed(1)}`);
} finally {
  rmSync(folder, { recursive: true });
}

function prepare(release, names) {
  mkdirSync(release);
  const concepts = String(Math.round(names / 3));
  execFileSync('node', [here('../../shared/tools/make-rrf.mjs'), release, '--concepts', concepts]);
  const typed = new Set(lines(join(release, 'MRSTY.RRF')).map((line) => line.slice(0, 8)));
  const kept = lines(join(release, 'MRCONSO.RRF')).filter((line) => typed.has(line.slice(0, 8)));
  writeFileSync(join(release, 'MRCONSO.RRF'), `${kept.join('\n')}\n`);
  for (const file of ['MRREL.RRF', 'MRDEF.RRF', 'expected.json']) rmSync(join(release, file));
  console.log(`${kept.length} rows of MRCONSO`);
}

function lines(path) {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}

/** Runs a program under GNU time, which knows the CPU and memory of what it ran. */
function timed(program, args) {
  const report = join(folder, 'time');
  const { status, stderr } = spawnSync(
    '/usr/bin/time',
    ['-o', report, '-f', '%U %S %e %M', program, ...args],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  const [user, system, wall, kilobytes] = readFileSync(report, 'utf8').trim().split(' ').map(Number);
  return { cpu: user + system, wall, rss: kilobytes / 1024 };
}

function sizeOf(path) {
  if (!statSync(path).isDirectory()) return statSync(path).size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
