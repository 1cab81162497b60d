#!/usr/bin/env node
/**
 * Writes demo/terms.obo: the terms of scripts/demo-terms.txt with their names, synonyms and nearest kept ancestors.
 *
 *   node scripts/make-demo-terms.mjs doid.obo.gz chebi_import.obo.gz
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** @typedef {{ id: string, name: string, synonyms: { text: string, scope: string, source: string }[], parents: string[] }} Term */

const HEADER = `format-version: 1.2
data-version: doid-2024-01-31+chebi-2020-12
ontology: hilgen-demo
remark: Licences: DOID terms CC0 1.0 (Human Disease Ontology), CHEBI terms CC BY 4.0 (ChEBI, EMBL-EBI).
remark: DOID terms are from the Human Disease Ontology, release 2024-01-31, https://disease-ontology.org.
remark: CHEBI terms are from ChEBI, release of December 2020, https://www.ebi.ac.uk/chebi, in the slice that the Human Phenotype Ontology imports (hp/releases/2020-12-07).
remark: Changed: terms selected, definitions and cross-references dropped, synonyms filtered, is_a drawn to the nearest ancestor kept.
`;

/** Sources of ChEBI synonyms that are names in English, not formulas or translations. */
const ENGLISH_SOURCES = new Set(['KEGG_COMPOUND', 'UniProt', 'JCBN', 'CBN', 'WHO_MedNet', '']);
/** English names that ChEBI has from sources of many languages. */
const ENGLISH_NAMES = new Set([
  'adrenocorticotropin',
  'amino acids',
  'animal starch',
  'aromatic amino acids',
  'bile acids',
  'branched chain amino acids',
  'ceramides',
  'chondroitin sulphate',
  'Deoxyepinephrine',
  'gamma-aminobutanoic acid',
  'Glycocoll',
  'glycosaminoglycans',
  'haem',
  'haemoglobin',
  'molecular oxygen',
  'norepinephrine',
  'oestradiol',
  'peptide hormones',
  'Prasterone',
  'steroid hormones',
  'tretinoin',
]);
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9 '-]{2,39}$/;
/** Coding phrases, catalogue numbers, names with an article. */
const UNUSABLE = /\bNOS\b| - |\d{3}|^a |^Ca |^tretin/;

function main() {
  const sources = process.argv.slice(2);
  if (sources.length === 0) throw new Error('usage: make-demo-terms.mjs ONTOLOGY.obo[.gz]...');
  const terms = new Map(sources.flatMap((path) => parse(readMaybeGz(path))).map((term) => [term.id, term]));
  const ids = readFileSync(new URL('demo-terms.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' ', 1).join());
  const kept = new Set(ids);
  const stanzas = ids.sort().map((id) => {
    const term = terms.get(id);
    if (term === undefined) throw new Error(`${id} is in none of the ontologies given`);
    return stanza(term, nearestKept(term, kept, terms), terms);
  });
  writeFileSync(new URL('../demo/terms.obo', import.meta.url), [HEADER, ...stanzas].join('\n'));
  console.log(`demo/terms.obo: ${ids.length} terms`);
}

/** @param {string} path */
function readMaybeGz(path) {
  const bytes = readFileSync(path);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** @param {string} text @returns {Term[]} */
function parse(text) {
  return text
    .split(/\n(?=\[)/)
    .filter((part) => part.startsWith('[Term]') && !part.includes('\nis_obsolete: true'))
    .map((part) => ({
      id: values(part, 'id')[0] ?? '',
      name: values(part, 'name')[0] ?? '',
      synonyms: values(part, 'synonym').flatMap(synonym),
      parents: values(part, 'is_a').map((value) => value.split(' ', 1).join()),
    }));
}

/** @param {string} part @param {string} tag */
function values(part, tag) {
  const prefix = `${tag}: `;
  return part
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length));
}

/** @param {string} value */
function synonym(value) {
  const match = /^"([^"]*)" (EXACT|NARROW|BROAD|RELATED)[^[]*\[([^\]]*)\]/.exec(value);
  return match === null ? [] : [{ text: match[1] ?? '', scope: match[2] ?? '', source: match[3] ?? '' }];
}

/** Plain names, each once whatever its case, in the order of the source. @param {Term} term */
function usableSynonyms(term) {
  const seen = new Set([term.name.toLowerCase()]);
  return term.synonyms.flatMap(({ text, scope, source }) => {
    const name = /^[A-Z][a-z][^']*$/.test(text) && term.id.startsWith('CHEBI:') ? lowerFirst(text) : text;
    if (!isEnglish(term.id, { text, scope, source }) || !PLAIN_NAME.test(name) || UNUSABLE.test(name))
      return [];
    if (seen.has(name.toLowerCase())) return [];
    seen.add(name.toLowerCase());
    return [{ name, scope }];
  });
}

/** @param {string} id @param {Term['synonyms'][number]} synonym */
const isEnglish = (id, { text, scope, source }) =>
  id.startsWith('DOID:') || scope === 'EXACT' || ENGLISH_SOURCES.has(source) || ENGLISH_NAMES.has(text);

/** @param {string} text */
const lowerFirst = (text) => text.slice(0, 1).toLowerCase() + text.slice(1);

/** The kept ancestors reached without passing another kept one. @param {Term} term @param {Set<string>} kept @param {Map<string, Term>} terms */
function nearestKept(term, kept, terms) {
  const found = new Set();
  const pending = [...term.parents];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (kept.has(id)) found.add(id);
    else pending.push(...(terms.get(id)?.parents ?? []));
  }
  const redundant = new Set([...found].flatMap((id) => [...ancestors(id, terms)]));
  return [...found].filter((id) => !redundant.has(id)).sort();
}

/** @param {string} id @param {Map<string, Term>} terms */
function ancestors(id, terms) {
  const found = new Set();
  const pending = [...(terms.get(id)?.parents ?? [])];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (!found.has(next)) pending.push(...(terms.get(next)?.parents ?? []));
    found.add(next);
  }
  return found;
}

/** @param {Term} term @param {string[]} parents @param {Map<string, Term>} terms */
function stanza(term, parents, terms) {
  const lines = ['[Term]', `id: ${term.id}`, `name: ${term.name}`];
  lines.push(`namespace: ${term.id.startsWith('DOID:') ? 'disease_ontology' : 'chebi_ontology'}`);
  for (const { name, scope } of usableSynonyms(term)) lines.push(`synonym: "${name}" ${scope} []`);
  for (const id of parents) lines.push(`is_a: ${id} ! ${terms.get(id)?.name}`);
  return `${lines.join('\n')}\n`;
}

main();
