/**
 * How fast `hilgen corpus convert` is, and how much memory it takes.
 *
 *   npm run build && node bench/convert.mjs [--megabytes 200] [--dist dist]
 *
 * Corpora are made from a seed: words, mentions with concepts, a non-ASCII character in one document of eight. Each
 * conversion runs in a process of its own; its processor time (all threads) and largest resident set are reported, the fastest of the rounds.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '200' },
    dist: { type: 'string', default: 'dist' },
    rounds: { type: 'string', default: '3' },
  },
});
const bytes = Number(values.megabytes) * 1e6;
const dist = resolve(values.dist);
const folder = mkdtempSync(join(tmpdir(), 'hilgen-bench-'));

const WORDS =
  'the renal patients with chronic gout and IL-2 deficiency were given aspirin at 5 mg daily , no ulcers of stomach were seen in type II disease'.split(
    ' ',
  );
let state = 1;
const draw = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};

async function write(path, piece) {
  const stream = createWriteStream(path);
  let size = 0;
  for (let at = 0; size < bytes; ) {
    let chunk = '';
    while (chunk.length < 1 << 18) chunk += piece(at++);
    size += chunk.length;
    if (!stream.write(chunk)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** A document of about 1.8 kB with 16 mentions. */
function pubtator(at) {
  const words = (count) => Array.from({ length: count }, () => WORDS[draw(WORDS.length)]);
  const title = words(12).join(' ') + (at % 8 === 0 ? ' µ' : '');
  const abstract = words(170);
  let lines = `${at}|t|${title}\n${at}|a|${abstract.join(' ')}\n`;
  let offset = title.length + 1;
  abstract.forEach((word, index) => {
    if (index % 11 === 5)
      lines += `${at}\t${offset}\t${offset + word.length}\t${word}\tDisease\tD00${index}\n`;
    offset += word.length + 1;
  });
  return `${lines}\n`;
}

/** A sentence of 25 tokens with three mentions. */
function iob() {
  let lines = '';
  for (let at = 0; at < 25; at++)
    lines += `${WORDS[draw(WORDS.length)]}\t${at % 8 === 3 ? 'B-Disease' : at % 8 === 4 ? 'I-Disease' : 'O'}\n`;
  return `${lines}\n`;
}

/** Converts in a process of its own. */
function measure(source, from, to) {
  const out = join(folder, `out.${to}`);
  const script = `
    const { formatNamed, readDocuments, writeDocuments } = await import(${JSON.stringify(pathToFileURL(join(dist, 'corpus/index.js')).href)});
    const [begun, used] = [performance.now(), process.cpuUsage()];
    await writeDocuments(${JSON.stringify(out)}, readDocuments(${JSON.stringify(source)}, {}, formatNamed('${from}')), { format: formatNamed('${to}'), nested: 'outer' });
    const { user, system } = process.cpuUsage(used);
    console.log(JSON.stringify({ wall: (performance.now() - begun) / 1000, cpu: (user + system) / 1e6, rss: process.resourceUsage().maxRSS / 1024 }));`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  });
  rmSync(out, { force: true, recursive: true });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

try {
  const sources = { pubtator: join(folder, 'big.pubtator'), iob: join(folder, 'big.tsv') };
  await write(sources.pubtator, pubtator);
  await write(sources.iob, iob);
  console.log(
    '| from | to | MB/s (elapsed) | MB/s (processor) | peak memory |\n| --- | --- | --- | --- | --- |',
  );
  const pairs = [
    ['iob', 'jsonl'],
    ['iob', 'iob'],
    ['iob', 'pubtator'],
    ['pubtator', 'jsonl'],
    ['pubtator', 'pubtator'],
    ['pubtator', 'iob'],
    ['pubtator', 'bioc-xml'],
  ];
  for (const [from, to] of pairs) {
    const rounds = Array.from({ length: Number(values.rounds) }, () => measure(sources[from], from, to));
    const size = statSync(sources[from]).size / 1e6;
    // The fastest round is the one that other programs disturbed least.
    const [wall, cpu, rss] = ['wall', 'cpu', 'rss'].map((key) =>
      Math.min(...rounds.map((round) => round[key])),
    );
    console.log(
      `| ${from} | ${to} | ${(size / wall).toFixed(0)} | ${(size / cpu).toFixed(0)} | ${rss.toFixed(0)} MB |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
