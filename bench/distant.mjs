// Labelling raw text by a dictionary: sentences a CPU-second and peak memory, by the length of the text.
// Run: npm run build && node bench/distant.mjs --kb FILE.kb [--megabytes 30,300] [--dist DIR]
// The text is that of NCBI Disease's train split, its sentences in documents of eight, again and again with a word of
// their own each, so that words never stop being new. Each length is a process of its own.
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { peakMegabytes } from './support/shared.mjs';
import { iobSentences } from './support/terminologies.mjs';

const { values } = parseArgs({
  options: {
    kb: { type: 'string' },
    megabytes: { type: 'string', default: '30,300' },
    text: { type: 'string' },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
if (values.kb === undefined) throw new Error('--kb names a knowledge base of diseases');
const load = (path) => import(pathToFileURL(`${values.dist}/${path}`).href);

async function makeText(path, megabytes) {
  const sentences = iobSentences('ncbi-disease/iob/train.tsv').map(({ text }) => text);
  const out = createWriteStream(path);
  let bytes = 0;
  for (let number = 0; bytes < megabytes * 1e6; number++) {
    const from = (number * 8) % (sentences.length - 8);
    const document = `${sentences.slice(from, from + 8).join('\n')} Case word${number}.\n\n`;
    bytes += document.length;
    if (!out.write(document)) await new Promise((resolve) => out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** One length, in this process: the teacher alone over the first 100,000 sentences, then all that the command does. */
async function measure(path) {
  const { dictionaryTeacher, rawBlocks } = await load('distant/index.js');
  const { openKnowledgeBase } = await load('knowledge/index.js');
  const kb = openKnowledgeBase(values.kb);
  const labels = { labels: ['Disease'], of: () => 'Disease' };
  const teacher = await dictionaryTeacher('kb', kb, { labels });
  let asked = 0;
  let inTeacher = 0;
  for await (const block of rawBlocks([path])) {
    const before = cpu();
    await teacher.label(block);
    inTeacher += cpu() - before;
    asked += block.length;
    if (asked >= 100_000) break;
  }
  kb.close();
  const { Command } = await import('commander');
  const { generate } = await load('cli/generate.js');
  const command = new Command();
  let printed = '';
  generate.define(command, { print: (text) => (printed += text), remark: () => {}, work: () => ({}) });
  const [started, before] = [performance.now(), cpu()];
  const out = `${path}.jsonl`;
  const args = ['--raw', path, '--teacher', values.kb, '--label', 'Disease', '--out', out, '--json'];
  await command.parseAsync(args, { from: 'user' });
  const { sentences } = JSON.parse(printed);
  const [wall, busy] = [(performance.now() - started) / 1000, cpu() - before];
  rmSync(out);
  console.log(
    JSON.stringify({
      sentences,
      teacher: asked / inTeacher,
      all: sentences / busy,
      wall: sentences / wall,
      memory: peakMegabytes(),
    }),
  );
}

if (values.text !== undefined) await measure(values.text);
else {
  const folder = mkdtempSync(join(tmpdir(), 'hilgen-distant-'));
  try {
    console.log('text (MB)  sentences  teacher (/CPU s)  all (/CPU s)  all (/s)  peak (MB)');
    for (const megabytes of values.megabytes.split(',').map(Number)) {
      const text = join(folder, 'text.txt');
      await makeText(text, megabytes);
      const args = [fileURLToPath(import.meta.url), '--kb', values.kb, '--dist', values.dist, '--text', text];
      const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      const { sentences, teacher, all, wall, memory } = JSON.parse(stdout);
      const cells = [
        megabytes,
        sentences,
        Math.round(teacher),
        Math.round(all),
        Math.round(wall),
        Math.round(memory),
      ];
      console.log(cells.map((cell, at) => String(cell).padStart([9, 9, 16, 12, 8, 9][at])).join('  '));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
