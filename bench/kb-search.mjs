// Search speed on a knowledge base of UMLS shape: medians and 95th percentiles of warm questions, in CPU milliseconds.
// Run: npm run build && node bench/kb-search.mjs [--kb FILE] [--concepts 200000] [--dist DIR]
// Without --kb, makes a release with ../shared/tools/make-rrf.mjs and builds it into .cache first.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    kb: { type: 'string' },
    concepts: { type: 'string', default: '200000' },
    questions: { type: 'string', default: '200' },
    dist: { type: 'string', default: here('../dist') },
  },
});
const load = (path) => import(pathToFileURL(`${values.dist}/${path}`).href);
const { openKnowledgeBase } = await load('knowledge/store.js');

async function made() {
  const folder = here('../.cache/kb-search');
  const kb = `${folder}/${values.concepts}.kb`;
  if (existsSync(kb)) return kb;
  mkdirSync(folder, { recursive: true });
  const release = `${folder}/${values.concepts}`;
  execFileSync('node', [here('../../shared/tools/make-rrf.mjs'), release, '--concepts', values.concepts]);
  const { buildKnowledgeBase } = await load('knowledge/build.js');
  await buildKnowledgeBase([{ format: 'rrf', path: release }], kb, {}, { languages: ['ENG'] });
  rmSync(release, { recursive: true });
  return kb;
}

const kb = openKnowledgeBase(values.kb ?? (await made()));
const { concepts, names } = kb.summary();
const every = Math.floor(names / Number(values.questions));
const sample = [];
let number = 0;
for (const { text } of kb.names()) if (number++ % every === 0 && text.length > 6) sample.push(text);

/** Every third letter of a long word is another. */
const mistyped = (text) =>
  text.replace(/\p{L}{6,}/gu, (word) => `${word.slice(0, 3)}${word[3] === 'x' ? 'y' : 'x'}${word.slice(4)}`);

const QUESTIONS = {
  'exact name': (text) => text,
  'name begun': (text) => text.slice(0, Math.max(4, Math.ceil(text.length * 0.6))),
  'words turned round': (text) => text.split(' ').reverse().join(' '),
  'one letter wrong in every word': mistyped,
  'one letter missing': (text) => text.slice(0, 2) + text.slice(3),
};

console.log(
  `${concepts} concepts, ${names} names, ${sample.length} questions of each kind; CPU ms: median, 95 %, found`,
);
for (const [title, ask] of Object.entries(QUESTIONS)) {
  const times = [];
  let found = 0;
  for (const text of sample) {
    const query = ask(text);
    kb.search(query, 10);
    const before = process.cpuUsage();
    const hits = kb.search(query, 10);
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    if (hits.some(({ matched }) => matched === text)) found++;
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(share * (times.length - 1))].toFixed(2).padStart(8);
  console.log(`${title.padEnd(32)}${at(0.5)}${at(0.95)}   ${found}`);
}
kb.close();
