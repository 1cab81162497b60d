import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCorpus } from '../corpus/index.js';
import type { Sentence, Span } from '../corpus/sentence.js';
import { tokenise } from '../corpus/tokenise.js';
import { scoreStrict } from '../evaluate/strict.js';
import { buildKnowledgeBase } from '../knowledge/build.js';
import type { Scope } from '../knowledge/knowledge-base.js';
import { openKnowledgeBase } from '../knowledge/store.js';
import { type DictionaryOptions, dictionaryTagger } from './dictionary.js';

const WRITTEN = ['case', 'hyphen', 'punctuation', 'acronyms', 'stop-list'] as const;

const sentenceOf = (text: string, tokens = tokenise(text)): Sentence => ({
  ...{ id: 's', text, tokens, spans: [] },
  origin: { kind: 'gold', file: 'x', line: 1 },
});

function dictionary(
  names: readonly string[],
  labels: DictionaryOptions['labels'] = 'D',
  scope: Scope = 'EXACT',
  normalisations: DictionaryOptions['normalisations'] = 'all',
) {
  const entries = names.map((text, at) => ({
    text,
    concept: text.startsWith('chem') ? `C:${at}` : `T:${at}`,
    scope,
  }));
  return dictionaryTagger({ names: () => entries }, { labels, normalisations });
}

async function tagOne(tagger: ReturnType<typeof dictionary>, sentence: Sentence): Promise<readonly Span[]> {
  for await (const spans of tagger.tag([sentence])) return spans;
  return [];
}

async function found(names: readonly string[], sentence: Sentence, labels?: DictionaryOptions['labels']) {
  const spans = await tagOne(dictionary(names, labels), sentence);
  return spans.map(
    ({ start, end, label, concept }) => `${sentence.text.slice(start, end)} ${label} ${concept}`,
  );
}

describe('dictionaryTagger', () => {
  test.each([
    [
      'the longest',
      ['ataxia', 'ataxia telangiectasia'],
      'Ataxia - telangiectasia.',
      ['Ataxia - telangiectasia D T:1'],
    ],
    ['the leftmost', ['a bone', 'bone ache'], 'a bone ache', ['a bone D T:0']],
    ['whole words', ['renal'], 'adrenal renal', ['renal D T:0']],
    ['possessives', ["Addison's disease"], "Addison ' s disease", ["Addison ' s disease D T:0"]],
    ['not across a full stop', ['bone ache'], 'a bone . Ache', []],
    ['acronyms in their own case', ['ALL'], 'all ALL', ['ALL D T:0']],
    ['no single letters', ['A'], 'A a', []],
  ])('finds %s', async (_, names, text, expected) => {
    expect(await found(names, sentenceOf(text))).toEqual(expected);
  });

  test('takes in punctuation of tokens cut at white space, not letters', async () => {
    const text = 'gout. gout-like';
    const tokens = [
      { start: 0, end: 5 },
      { start: 6, end: 15 },
    ];
    expect(await found(['gout'], sentenceOf(text, tokens))).toEqual(['gout. D T:0']);
  });

  test('labels by id prefix; other concepts are left', async () => {
    const names = ['gout', 'chemical'];
    const text = sentenceOf('gout chemical');
    expect(await found(names, text, { Drug: ['C:'], Disease: ['T:'] })).toEqual([
      'gout Disease T:0',
      'chemical Drug C:1',
    ]);
    expect(await found(names, text, { Drug: ['C:'] })).toEqual(['chemical Drug C:1']);
    expect(dictionary(names, { Drug: ['C:'], Disease: ['T:'] }).labels).toEqual(['Disease', 'Drug']);
  });

  test('looser names count only where asked for', async () => {
    expect(await tagOne(dictionary(['gout'], 'D', 'RELATED'), sentenceOf('gout'))).toEqual([]);
  });

  test('an abbreviation holds in its document, and for a while where none is known', async () => {
    const part = (id: string | undefined, text: string): Sentence => ({
      ...sentenceOf(text),
      document: id === undefined ? undefined : { id, start: 0 },
    });
    const count = async (...sentences: Sentence[]) => {
      const counts: number[] = [];
      for await (const spans of dictionary(['renal gout']).tag(sentences)) counts.push(spans.length);
      return counts;
    };
    const [text, later, other] = ['renal gout ( RG )', 'RG', 'so'];
    expect(await count(part('a', text), part('a', later), part('b', later))).toEqual([2, 1, 0]);
    const far = Array.from({ length: 15 }, () => part(undefined, other));
    const run = [part(undefined, text), part(undefined, later), ...far, part(undefined, later)];
    expect((await count(...run)).filter((found) => found > 0)).toEqual([2, 1]);
  });

  test('is leftmost longest, by brute force', async () => {
    const word = fc.constantFrom('aa', 'bb', 'cc');
    const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(phrase, { maxLength: 6 }),
        fc.array(word, { maxLength: 12 }),
        async (names, words) => {
          const expected: string[] = [];
          for (let at = 0; at < words.length; ) {
            const lengths = [3, 2, 1].filter((length) => at + length <= words.length);
            const hit = lengths.find((length) => names.includes(words.slice(at, at + length).join(' ')));
            if (hit !== undefined) expected.push(words.slice(at, at + hit).join(' '));
            at += hit ?? 1;
          }
          const sentence = sentenceOf(words.join(' '));
          const spans = await tagOne(dictionary(names, 'D', 'EXACT', WRITTEN), sentence);
          expect(spans.map(({ start, end }) => sentence.text.slice(start, end))).toEqual(expected);
        },
      ),
    );
  });
});

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

describe.skipIf(!existsSync(data))(
  'Disease Ontology on NCBI Disease, development (needs ../shared/data)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'hilgen-kb-'));
    const out = join(folder, 'do.kb');
    beforeAll(async () => {
      await buildKnowledgeBase([{ format: 'obo', path: join(data, 'disease-ontology/doid.obo.gz') }], out);
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    test.each([
      [WRITTEN, 0.719, 0.365, 0.484],
      ['all', 0.865, 0.644, 0.739],
    ] as const)('%s', async (normalisations, precision, recall, f1) => {
      const kb = openKnowledgeBase(out);
      const tagger = dictionaryTagger(kb, { labels: 'Disease', normalisations });
      kb.close();
      const gold = await readCorpus(join(data, 'ncbi-disease/iob/devel.tsv'));
      const predicted: (readonly Span[])[] = [];
      for await (const spans of tagger.tag(gold)) predicted.push(spans);
      const pairs = gold.map((sentence, at) => ({
        gold: sentence,
        predicted: { spans: predicted[at] ?? [] },
      }));
      const { strict } = scoreStrict(pairs);
      expect(strict.precision).toBeCloseTo(precision, 2);
      expect(strict.recall).toBeCloseTo(recall, 2);
      expect(strict.f1).toBeCloseTo(f1, 2);
    });
  },
);
