// Imports UMLS-shaped releases of several sizes and prints time, CPU, memory and size of each.
// Run: npm run build && node bench/kb-import.mjs [CONCEPTS ...] [--folder DIR] [--keep]
// Needs ../shared/tools/make-rrf.mjs. One process a size, so that memory is that of one import.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: join(tmpdir(), 'hilgen-rrf') },
    keep: { type: 'boolean', default: false },
    dist: { type: 'string', default: here('../dist') },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [50_000, 100_000, 200_000];

const CHILD = `
const { buildKnowledgeBase } = await import(process.argv[1] + '/knowledge/index.js');
const [, , path, out] = process.argv;
const start = performance.now();
const report = await buildKnowledgeBase([{ format: 'rrf', path }], out, {}, { languages: ['ENG'] });
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
console.log(JSON.stringify({
  seconds: (performance.now() - start) / 1000, cpu: (userCPUTime + systemCPUTime) / 1e6, rss: maxRSS / 1024,
  concepts: report.concepts, names: report.names, relations: report.relations,
}));`;

function measure(concepts) {
  const release = join(values.folder, String(concepts));
  const out = `${release}.kb`;
  if (!existsSync(join(release, 'expected.json'))) {
    mkdirSync(release, { recursive: true });
    execFileSync('node', [here('../../shared/tools/make-rrf.mjs'), release, '--concepts', String(concepts)]);
  }
  const { stdout, stderr, status } = spawnSync(
    'node',
    ['--input-type=module', '-e', CHILD, values.dist, release, out],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(stderr);
  const expected = JSON.parse(readFileSync(join(release, 'expected.json'), 'utf8'));
  const result = JSON.parse(stdout);
  const bytes = statSync(out).size;
  if (!values.keep) {
    rmSync(release, { recursive: true });
    rmSync(out);
  }
  return { ...result, bytes, isRight: result.concepts === expected.conceptsWithUsableName };
}

console.log('concepts    names       is_a        wall s   CPU s   RSS MB   file MB   right');
for (const size of sizes) {
  const { seconds, cpu, rss, bytes, concepts, names, relations, isRight } = measure(size);
  const cells = [concepts, names, relations].map((count) => String(count).padEnd(12));
  const figures = [seconds.toFixed(1), cpu.toFixed(1), rss.toFixed(0), (bytes / 1e6).toFixed(0)];
  console.log(cells.join(''), figures.map((figure) => figure.padEnd(8)).join(' '), isRight ? 'yes' : 'NO');
}
