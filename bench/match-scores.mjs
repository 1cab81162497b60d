// Strict scores of dictionary matching, and what each switch does to them (docs/matching.md).
// Run: npm run build && node bench/match-scores.mjs [--test] [--dist DIR]
// Without --test the development splits alone are read: with every switch, each switch taken out, each one added
// to letter case, and names that fail on one half left out on the other. --test adds the test splits: the plain
// dictionary, all switches, and all switches without the names that fail on the development split.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { iobSentences, meshNames, oboNames } from './support/terminologies.mjs';

const { values } = parseArgs({
  options: {
    test: { type: 'boolean', default: false },
    dist: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
  },
});
const load = (path) => import(pathToFileURL(`${values.dist}/${path}`).href);
const { dictionaryTagger } = await load('tagger/dictionary.js');
const { failingNames, switchesOf } = await load('knowledge/match/index.js');
const { scoreStrict } = await load('evaluate/strict.js');

const as = (label, names) => names.map((name) => ({ ...name, concept: `${label}:${name.concept}` }));
const diseases = as('Disease', [...meshNames(['C', 'F03']), ...oboNames('disease-ontology/doid.obo.gz')]);
const chemicals = as('Chemical', [...meshNames(['D']), ...oboNames('chebi-slice/chebi_import.obo.gz')]);
const labels = { Disease: ['Disease:'], Chemical: ['Chemical:'] };
const corpora = [
  { name: 'NCBI Disease', folder: 'ncbi-disease', names: diseases, shown: ['Disease'] },
  { name: 'BC5CDR', folder: 'bc5cdr', names: [...diseases, ...chemicals], shown: ['Disease', 'Chemical'] },
];

async function tag(sentences, names, normalisations, drop) {
  const tagger = dictionaryTagger({ names: () => names }, { labels, normalisations, drop });
  const spans = [];
  for await (const found of tagger.tag(sentences)) spans.push(found);
  return spans;
}

function show(title, sentences, predicted, shown) {
  const pairs = sentences.map((sentence, at) => ({ gold: sentence, predicted: { spans: predicted[at] } }));
  const scores = scoreStrict(pairs).labels;
  const cells = shown.map((label) => {
    const { precision, recall, f1 } = scores[label];
    return [precision, recall, f1].map((value) => (100 * value).toFixed(1).padStart(5)).join(' ');
  });
  console.log(`${title.padEnd(34)} ${cells.join(' | ')}`);
}

const judged = (sentences, found) =>
  sentences.map(({ text, spans }, at) => ({ text, gold: spans, found: found[at] }));

const all = switchesOf('all');
/** What the plain dictionary is: whole words, letter case aside. */
const PLAIN = ['case'];

for (const { name, folder, names, shown } of corpora) {
  const dev = iobSentences(`${folder}/iob/devel.tsv`);
  console.log(`\n${name}, development: P R F1 of ${shown.join(' | ')}`);
  const on = async (title, normalisations, drop) => {
    const found = await tag(dev, names, normalisations, drop);
    show(title, dev, found, shown);
    return found;
  };
  await on('none', 'none');
  await on('plain (case)', PLAIN);
  const found = await on('all', 'all');
  for (const one of all)
    await on(
      `all but ${one}`,
      all.filter((other) => other !== one),
    );
  for (const one of all.filter((other) => other !== 'case')) await on(`plain and ${one}`, [...PLAIN, one]);
  const half = dev.length >> 1;
  const halves = [dev.slice(0, half), dev.slice(half)];
  const lists = [
    failingNames(judged(halves[1], found.slice(half))),
    failingNames(judged(halves[0], found.slice(0, half))),
  ];
  const crossed = [];
  for (const [at, part] of halves.entries()) crossed.push(...(await tag(part, names, 'all', lists[at])));
  show('all, failing names of other half out', dev, crossed, shown);
  if (!values.test) continue;
  const test = iobSentences(`${folder}/iob/test.tsv`);
  const failing = failingNames(judged(dev, found));
  console.log(`\n${name}, test (${failing.length} names failed on development)`);
  const rows = [
    ['none', 'none', []],
    ['plain (case)', PLAIN, []],
    ['all', 'all', []],
    ['all, failing names out', 'all', failing],
  ];
  for (const [title, normalisations, drop] of rows) {
    show(title, test, await tag(test, names, normalisations, drop), shown);
  }
}
