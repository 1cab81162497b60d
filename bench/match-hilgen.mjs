// One run of hilgen's matcher for match.mjs: prints sentences a CPU-second and the peak memory.
// Run: node bench/match-hilgen.mjs TERMS|FILE.kb SENTENCES SWITCHES DIST
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , termsFile, sentencesFile, switches, dist] = process.argv;
const { nameMatcher, parseSwitches } = await import(pathToFileURL(`${dist}/knowledge/match/index.js`).href);
const lines = (path) => readFileSync(path, 'utf8').trim().split('\n');
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const namesOfList = () => lines(termsFile).map((text, at) => ({ text, concept: `C${at}`, scope: 'EXACT' }));

async function namesOfBase() {
  const { openKnowledgeBase } = await import(pathToFileURL(`${dist}/knowledge/index.js`).href);
  return openKnowledgeBase(termsFile).names();
}

const before = cpu();
const names = termsFile.endsWith('.kb') ? await namesOfBase() : namesOfList();
const matcher = nameMatcher(names, { normalisations: parseSwitches(switches) });
const built = cpu();
const sentences = lines(sentencesFile);
// A document of 940 sentences there is not: abbreviations hold for 15, as in files without documents.
const pass = () => matcher.matchAll(sentences, { reach: 15 });
pass();
const warm = cpu();
let rounds = 0;
let found = 0;
for (; cpu() - warm < 2; rounds++) found = pass().reduce((sum, matches) => sum + matches.length, 0);
console.log(
  JSON.stringify({
    sentencesPerSecond: (rounds * sentences.length) / (cpu() - warm),
    buildSeconds: built - before,
    peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
    tableMegabytes: matcher.size.bytes / 1e6,
    found,
  }),
);
