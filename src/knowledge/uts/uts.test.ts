import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { random } from '../../base/random.js';
import type { Layer } from '../../corpus/sentence.js';
import { buildKnowledgeBase } from '../build.js';
import { openKnowledgeBase, type StoredKnowledgeBase } from '../store.js';
import { type Loopback, loopback, type Script, type ScriptedAnswer } from './loopback.js';

const page = (result: unknown[], pageCount = 1): ScriptedAnswer[] => [{ body: { pageCount, result } }];
const atom = (name: string, rootSource: string, code: string) => ({
  ...{ classType: 'Atom', name, rootSource, language: 'ENG' },
  code: `https://uts-ws.nlm.nih.gov/rest/content/2024AB/source/${rootSource}/${code}`,
});
const cluster = (ui: string, name: string) => ({ classType: 'SourceAtomCluster', ui, name });
const results = (...found: { ui: string; name: string }[]): ScriptedAnswer[] => [
  { body: { pageSize: 25, result: { classType: 'searchResults', results: found } } },
];

const SCRIPT: Script = {
  '/search/current': results(
    { ui: 'C0000001', name: 'Toy fever' },
    { ui: 'C0000002', name: 'Toy cold' },
    ...Array.from({ length: 12 }, (_, at) => ({ ui: `C000010${at}`, name: `Toy ${at}` })),
  ),
  '/content/current/CUI/C0000001': [
    { status: 429, headers: { 'retry-after': '0' }, body: {} },
    { status: 503, headers: { 'retry-after': '0' }, body: {} },
    {
      body: {
        result: {
          ...{ classType: 'Concept', ui: 'C0000001', name: 'Toy fever' },
          semanticTypes: [{ name: 'Disease', uri: 'https://x/rest/semantic-network/2024AB/TUI/T047' }],
        },
      },
    },
  ],
  '/content/current/CUI/C0000001/atoms#1': page(
    Array.from({ length: 100 }, (_, at) => atom(at < 50 ? 'Toy fever' : 'Fever of toys', 'MSH', 'D1')),
    2,
  ),
  '/content/current/CUI/C0000001/atoms#2': page([atom('Hot toy', 'SNOMEDCT_US', '11')], 2),
  '/content/current/CUI/C0000001/definitions': page([{ rootSource: 'MSH', value: 'A fever.' }]),
  '/content/current/source/SNOMEDCT_US/11/parents': page([cluster('1', 'Toy disease')]),
  '/content/current/source/SNOMEDCT_US/1/children': page([
    cluster('11', 'Hot toy'),
    cluster('12', 'Cold toy'),
  ]),
  '/content/current/source/SNOMEDCT_US/1': [{ body: { result: { ui: '1', name: 'Toy disease' } } }],
  '/content/current/source/MSH/D1/parents': page([cluster('D0', 'Toys')]),
};

let server: Loopback;
let path: string;
let kb: StoredKnowledgeBase;

async function open(key: string | undefined): Promise<void> {
  vi.stubEnv('UMLS_API_KEY', key);
  path = join(mkdtempSync(join(tmpdir(), 'hilgen-uts-')), 'uts.kb');
  await buildKnowledgeBase([{ format: 'uts', path: server.base }], path);
  kb = openKnowledgeBase(path);
}

beforeEach(async () => {
  server = await loopback(SCRIPT);
});
afterEach(() => {
  kb.close();
  server.stop();
  vi.unstubAllEnvs();
});

const ids = (id: string, layer: Layer, vocabulary?: string) =>
  kb
    .neighbours(id, layer, { limit: 99, random: random(1), vocabulary })
    .map((one) => `${one.id} ${one.name} ${one.via}`)
    .sort();

test('concepts, pages, layers; what was refused or broke is asked again', async () => {
  await open('sesame');
  expect(kb.concept('C0000001')).toEqual({
    ...{
      id: 'C0000001',
      name: 'Toy fever',
      definition: 'A fever.',
      types: ['T047'],
      xrefs: [],
      obsolete: false,
    },
    names: [
      { text: 'Toy fever', scope: 'name', vocabularies: ['MSH'] },
      { text: 'Fever of toys', scope: 'EXACT', vocabularies: ['MSH'] },
      { text: 'Hot toy', scope: 'EXACT', vocabularies: ['SNOMEDCT_US'] },
    ],
  });
  expect(kb.lookup('toy fever').map(({ id }) => id)).toEqual(['C0000001']);
  expect(kb.semanticTypes('C0000001')).toEqual([{ id: 'T047', name: 'Disease' }]);
  expect(ids('C0000001', 'synonym')).toEqual(['C0000001 Fever of toys ', 'C0000001 Hot toy ']);
  expect(ids('C0000001', 'semantic-type')).toEqual([]);
  expect(kb.concept('C9999999')).toBeUndefined();
  expect(kb.search('toy', 3).map(({ id }) => id)).toEqual(['C0000001', 'C0000002', 'C0000100']);
});

test('parents, children and siblings are those of SNOMED CT; the concept is no sibling of itself', async () => {
  await open('sesame');
  expect(ids('SNOMEDCT_US:11', 'parent')).toEqual(['SNOMEDCT_US:1 Toy disease ']);
  expect(ids('SNOMEDCT_US:11', 'sibling')).toEqual(['SNOMEDCT_US:12 Cold toy SNOMEDCT_US:1']);
  expect(ids('SNOMEDCT_US:1', 'child')).toHaveLength(2);
  expect(ids('C0000001', 'parent', 'MSH')).toEqual(['MSH:D0 Toys ']);
  expect(kb.concept('SNOMEDCT_US:1')?.name).toBe('Toy disease');
});

test('the search layer takes the first ten results, as the published code does', async () => {
  await open('sesame');
  expect(ids('C0000001', 'search')).toHaveLength(9);
});

test('a question is asked once, also over openings, and then needs neither key nor server', async () => {
  await open('sesame');
  const first = kb.concept('C0000001');
  const asked = await server.asked();
  expect(asked.every((question) => question.includes('apiKey=sesame'))).toBe(true);
  kb.close();
  server.stop();
  vi.stubEnv('UMLS_API_KEY', undefined);
  kb = openKnowledgeBase(path);
  expect(kb.concept('C0000001')).toEqual(first);
});

test.each([
  [undefined, 'no UMLS_API_KEY', 'missing'],
  ['wrong', 'the key was refused (401)', 'input'],
])('with the key %s: %s', async (key, message, code) => {
  await open(key);
  expect(() => kb.concept('C0000001')).toThrow(message);
  expect(() => kb.concept('C0000001')).toThrow(expect.objectContaining({ code }));
  expect(() => kb.concept('C0000001')).not.toThrow('wrong');
});
