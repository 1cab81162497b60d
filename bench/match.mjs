// Dictionary matching against its peers: sentences a CPU-second over NCBI Disease's test split with 50,000 terms
// of the Disease Ontology and MeSH. Run: npm run build && node bench/match.mjs [--rounds 3] [--python PYTHON] [--dist DIR]
// With --kb FILE.kb the matcher also takes all names of a knowledge base, for example one that bench/kb-import.mjs kept.
// Makes a virtual environment in .cache/match-venv on first use; --python takes an interpreter that has the peers.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { alternate, printFigures, printRatio, ratios } from './support/alternate.mjs';
import { benchFile } from './support/shared.mjs';
import { diseaseNames, iobSentences } from './support/terminologies.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    kb: { type: 'string' },
    terms: { type: 'string', default: '50000' },
    python: { type: 'string' },
    dist: { type: 'string', default: here('../dist') },
    peers: { type: 'string', default: 'pyahocorasick,flashtext,spacy,quickumls' },
  },
});

function pythonWithPeers() {
  if (values.python !== undefined) return values.python;
  const venv = here('../.cache/match-venv');
  if (existsSync(`${venv}/bin/python`)) return `${venv}/bin/python`;
  const run = (command, ...parameters) => execFileSync(command, parameters, { stdio: ['ignore', 2, 2] });
  run('python3', '-m', 'venv', venv);
  run(`${venv}/bin/pip`, 'install', 'pyahocorasick==2.2.0', 'flashtext==2.7', 'spacy', 'quickumls==1.4.2');
  return `${venv}/bin/python`;
}

const folder = here('../.cache/match-bench');
mkdirSync(folder, { recursive: true });
const seen = new Set();
const terms = diseaseNames()
  .map(({ text }) => text)
  .filter((text) => text.length > 1 && !seen.has(text.toLowerCase()) && seen.add(text.toLowerCase()))
  .slice(0, Number(values.terms));
const files = [join(folder, 'terms.txt'), join(folder, 'sentences.txt')];
writeFileSync(files[0], terms.join('\n'));
writeFileSync(
  files[1],
  iobSentences('ncbi-disease/iob/test.tsv')
    .map(({ text }) => text)
    .join('\n'),
);

const python = pythonWithPeers();
const ours = (switches, terms = files[0]) => [
  'node',
  ...['--max-old-space-size=12000', benchFile('match-hilgen.mjs'), terms, files[1], switches, values.dist],
];
const results = alternate(
  {
    'hilgen, all switches': ours('all'),
    'hilgen, letter case only': ours('case'),
    ...(values.kb && { 'hilgen, whole base': ours('all', values.kb) }),
    ...Object.fromEntries(
      values.peers
        .split(',')
        .map((peer) => [peer, [python, benchFile('match-peers.py'), peer, ...files, folder]]),
    ),
  },
  Number(values.rounds),
);
console.log(`sentences a CPU-second, ${terms.length} terms`);
printFigures(results, 'sentencesPerSecond');
for (const [name, [first]] of Object.entries(results)) {
  console.log(
    `${name.padEnd(24)} found ${first.found}, taking in the terms ${first.buildSeconds.toFixed(1)} CPU s`,
  );
}
if (results.flashtext !== undefined) {
  for (const name of ['hilgen, all switches', ...(values.kb ? ['hilgen, whole base'] : [])]) {
    printRatio(`${name} / flashtext`, ratios(results, 'sentencesPerSecond', name, 'flashtext'));
  }
}
