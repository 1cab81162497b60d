import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { shared } from './shared.mjs';

function lines(path) {
  const bytes = readFileSync(shared(`data/${path}`));
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n');
}

/** Names of the live terms of an OBO file, with their scopes. */
export function oboNames(path) {
  return lines(path)
    .join('\n')
    .split(/\n(?=\[)/)
    .filter((block) => block.startsWith('[Term]') && !/^is_obsolete: true/m.test(block))
    .flatMap((block) => {
      const concept = /^id: (.+)$/m.exec(block)?.[1];
      const name = /^name: (.+)$/m.exec(block)?.[1];
      const synonyms = Array.from(
        block.matchAll(/^synonym: "((?:\\.|[^"\\])*)" (\w+)/gm),
        ([, text, scope]) => ({
          text: text.replace(/\\(.)/g, '$1'),
          concept,
          scope,
        }),
      );
      return name === undefined ? synonyms : [{ text: name, concept, scope: 'name' }, ...synonyms];
    });
}

/** Names of the MeSH descriptors under some branches (`C`, `F03`), permuted ones too. */
export function meshNames(branches) {
  const wanted = new Set();
  for (const line of lines('mesh/mesh2024_tree_numbers.tsv.gz')) {
    const [id, , tree = ''] = line.split('\t');
    if (branches.some((branch) => tree.startsWith(branch))) wanted.add(id);
  }
  return lines('mesh/mesh2024_descriptor_terms.tsv.gz').flatMap((line) => {
    const [id, , , , text, isConceptName, , , isRecordName] = line.split('\t');
    if (!wanted.has(id)) return [];
    return [
      {
        text,
        concept: `MESH:${id}`,
        scope: isConceptName === 'Y' && isRecordName === 'Y' ? 'name' : 'EXACT',
      },
    ];
  });
}

/** The names that the disease tables are measured with. */
export function diseaseNames() {
  return [...oboNames('disease-ontology/doid.obo.gz'), ...meshNames(['C', 'F03'])];
}

/** Sentences of an IOB2 file, tokens joined by spaces. */
export function iobSentences(path) {
  return lines(path)
    .join('\n')
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map((block, number) => sentenceOf(block.trim().split('\n'), `s${number}`));
}

function sentenceOf(rows, id) {
  let text = '';
  const tokens = [];
  const spans = [];
  for (const row of rows) {
    const cells = row.split('\t');
    const tag = cells.at(-1).trim();
    const start = text === '' ? 0 : text.length + 1;
    text = text === '' ? cells[0] : `${text} ${cells[0]}`;
    tokens.push({ start, end: text.length });
    if (tag.startsWith('B-')) spans.push({ start, end: text.length, label: tag.slice(2) });
    else if (tag.startsWith('I-') && spans.length > 0) spans.at(-1).end = text.length;
  }
  return { id, text, tokens, spans, origin: { kind: 'gold', file: 'bench', line: 1 } };
}
