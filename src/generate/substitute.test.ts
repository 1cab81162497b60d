import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { LAYERS, type Sentence, type Span, type SubstitutionOrigin } from '../corpus/sentence.js';
import { tokenise } from '../corpus/tokenise.js';
import { buildKnowledgeBase, openKnowledgeBase, type StoredKnowledgeBase } from '../knowledge/index.js';
import { meanRelatedness } from './account.js';
import { type SubstitutionSettings, substitute } from './substitute.js';

const NAMES = [
  'disease',
  'ataxia',
  'red eye',
  "Addison's disease",
  'X-linked gout',
  'unilateral ulcer',
  'MRI',
  'eye-ache',
];
// Each name is a kind of the one at half its place, and has a second name.
const OBO = NAMES.map((name, at) => {
  const parent = at === 0 ? '' : `is_a: T:${Math.floor(at / 2)}\n`;
  return `[Term]\nid: T:${at}\nname: ${name}\nsynonym: "other ${name}" EXACT []\n${parent}`;
}).join('\n');

const filler = fc.constantFrom('the', 'a', 'an', 'gene', ',', '(', 'of', '-', 'cell');
const mention = fc.constantFrom(...NAMES, ...NAMES.map((name) => name.toUpperCase()), 'stranger');
const part = fc.oneof(
  filler.map((text) => ({ text, isMention: false })),
  mention.map((text) => ({ text, isMention: true })),
);

/** Any row of words and mentions; spaced as in IOB files or as people write. */
const sentence = fc
  .record({
    parts: fc.array(part, { minLength: 1, maxLength: 8 }),
    isSpaced: fc.boolean(),
    capital: fc.boolean(),
  })
  .map(({ parts, isSpaced, capital }) => {
    let text = '';
    const spans: Span[] = [];
    for (const { text: raw, isMention } of parts) {
      const spaced = tokenise(raw).map(({ start, end }) => raw.slice(start, end));
      const words = isSpaced ? spaced.join(' ') : raw;
      const piece = capital && text === '' ? words.slice(0, 1).toUpperCase() + words.slice(1) : words;
      const start = text === '' ? 0 : text.length + 1;
      text = text === '' ? piece : `${text} ${piece}`;
      if (isMention) spans.push({ start, end: text.length, label: `L${start % 2}` });
    }
    return { text, spans };
  });

const corpus = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) =>
  sentences.map(
    ({ text, spans }, at): Sentence => ({
      ...{ id: `s${at}`, text, spans, tokens: tokenise(text) },
      origin: { kind: 'gold', file: 'x', line: at + 1 },
    }),
  ),
);

const settings = fc.record({
  layers: fc.subarray([...LAYERS], { minLength: 1 }),
  perMention: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
});

const plain = (text: string): string => text.replace(/\s/gu, '').toLowerCase();

function originOf(made: Sentence): SubstitutionOrigin {
  if (made.origin.kind !== 'substitution') throw new Error('not made by substitution');
  return made.origin;
}

function checkTokens({ text, tokens, spans }: Sentence): void {
  expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text.replace(/\s/gu, ''));
  for (const [at, { start, end }] of tokens.entries()) {
    expect(start).toBeGreaterThanOrEqual(at === 0 ? 0 : (tokens[at - 1]?.end ?? 0));
    expect(end).toBeGreaterThan(start);
  }
  const starts = new Set(tokens.map(({ start }) => start));
  const ends = new Set(tokens.map(({ end }) => end));
  expect(spans.filter(({ start, end }) => !starts.has(start) || !ends.has(end))).toEqual([]);
}

function checkText(source: Sentence, made: Sentence, names: readonly string[]): void {
  const { span } = originOf(made);
  const at = source.spans.findIndex(({ start }) => start === span.start);
  const there = made.spans[at] ?? { start: 0, end: 0, label: '' };
  const textOf = (sentence: Sentence) => (one: Span) =>
    `${one.label} ${sentence.text.slice(one.start, one.end)}`;
  const others = (sentence: Sentence): string[] =>
    sentence.spans.filter((_, other) => other !== at).map(textOf(sentence));
  expect(names.map(plain)).toContain(plain(made.text.slice(there.start, there.end)));
  expect(there.label).toBe(span.label);
  expect(others(made)).toEqual(others(source));
  expect(made.text.slice(there.end)).toBe(source.text.slice(span.end));
  const article = /\b(a)n?\s$/iu;
  const before = [made.text.slice(0, there.start), source.text.slice(0, span.start)];
  expect(before[0]?.replace(article, '$1 ')).toBe(before[1]?.replace(article, '$1 '));
}

const folder = temporaryFolder();
let kb: StoredKnowledgeBase;
beforeAll(async () => {
  const [path, built] = [join(folder, 'names.obo'), join(folder, 'names.kb')];
  writeFileSync(path, OBO);
  await buildKnowledgeBase([{ format: 'obo', path }], built);
  kb = openKnowledgeBase(built);
});
afterAll(() => kb.close());

async function run(sentences: readonly Sentence[], given: SubstitutionSettings) {
  const made = await substitute(sentences, kb, given);
  const names = (id: string): string[] => kb.concept(id)?.names.map(({ text }) => text) ?? [];
  return { made, again: await substitute(sentences, kb, given), names };
}

describe('substitution, on any corpus', () => {
  test('changes the mention, its article and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, settings, async (sentences, given) => {
        const { made, again, names } = await run(sentences, given);
        expect(JSON.stringify(again)).toBe(JSON.stringify(made));
        for (const one of made.sentences) {
          const { source, to } = originOf(one);
          const from = sentences.find(({ id }) => id === source);
          if (from === undefined) throw new Error(`no sentence ${source}`);
          checkText(from, one, names(to));
          checkTokens(one);
        }
      }),
      { numRuns: 80 },
    );
  });

  test('accounts for every mention and sentence, within bounds, without repeats', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, settings, async (sentences, given) => {
        const { made } = await run(sentences, given);
        const mentions = sentences.flatMap(({ spans }) => spans).length;
        expect([made.mentions, made.known + made.unused.length]).toEqual([mentions, mentions]);
        expect(made.layers.reduce((sum, layer) => sum + layer.sentences, 0)).toBe(made.sentences.length);
        for (const { found, sentences: kept, duplicates } of made.layers) {
          expect(kept + duplicates).toBeLessThanOrEqual(found * given.perMention);
        }
        expect(new Set(made.sentences.map(({ id }) => id)).size).toBe(made.sentences.length);
        const prints = [...sentences, ...made.sentences].map(({ text, spans }) =>
          JSON.stringify([text, spans.map(({ start, end, label }) => [start, end, label])]),
        );
        const sources = new Set(prints.slice(0, sentences.length));
        expect(new Set(prints).size).toBe(sources.size + made.sentences.length);
      }),
      { numRuns: 80 },
    );
  });
});

const range = fc
  .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));

test('only so related: others come in the place of those out of range, and none that was drawn is lost', async () => {
  await fc.assert(
    fc.asyncProperty(corpus, settings, range, async (sentences, given, related) => {
      const drawn = (await substitute(sentences, kb, given)).sentences;
      const { sentences: made, layers } = await substitute(sentences, kb, { ...given, related });
      const isWithin = (one: Sentence): boolean => {
        const { from, to, relatedness = Number.NaN } = originOf(one);
        expect(relatedness).toBe(kb.relatedness(from, to));
        return relatedness >= related.from && relatedness <= related.to;
      };
      expect(made.filter((one) => !isWithin(one))).toEqual([]);
      const texts = made.map(({ text }) => text);
      expect(texts).toEqual(expect.arrayContaining(drawn.filter(isWithin).map(({ text }) => text)));
      for (const { layer, found, sentences: kept, duplicates, outOfRange } of layers) {
        expect(kept + duplicates).toBeLessThanOrEqual(found * given.perMention);
        const missed = drawn.filter((one) => originOf(one).layer === layer && !isWithin(one));
        expect(outOfRange).toBeGreaterThanOrEqual(missed.length);
      }
    }),
    { numRuns: 60 },
  );
});

const ONE: Sentence = {
  ...{ id: 's', text: 'A red eye and a stranger.', tokens: tokenise('A red eye and a stranger.') },
  spans: [
    { start: 2, end: 9, label: 'D' },
    { start: 16, end: 24, label: 'D' },
  ],
  origin: { kind: 'gold', file: 'x', line: 1 },
};

test('another layer changes nothing in the first', async () => {
  const made = async (layers: SubstitutionSettings['layers']) =>
    (await run([ONE], { layers })).made.sentences.filter((one) => originOf(one).layer === 'child');
  expect(await made(['child', 'sibling', 'parent'])).toEqual(await made(['child']));
});

test('a mention without a concept is reported', async () => {
  const { made } = await run([ONE], { layers: ['parent'] });
  expect(made.unused).toEqual([{ sentence: 's', text: 'stranger', label: 'D', reason: 'no concept' }]);
  expect(made.sentences.map(({ id, text }) => `${id}: ${text}`)).toEqual([
    's/parent/1: An ataxia and a stranger.',
  ]);
});

test('a mention that is marked with a concept means that one', async () => {
  const [, span] = ONE.spans;
  const spans = span === undefined ? [] : [{ ...span, concept: 'T:5' }];
  const { made } = await run([{ ...ONE, spans }], { layers: ['parent'] });
  expect(made.sentences.map(({ text }) => text)).toEqual(['A red eye and a red eye.']);
  expect(made.sentences[0]?.origin).toMatchObject({
    from: 'T:5',
    to: 'T:2',
    layer: 'parent',
    source: 's',
    relatedness: kb.relatedness('T:5', 'T:2'),
    seed: 1,
  });
});

test('mentions that overlap are left alone and reported', async () => {
  const spans = [...ONE.spans, { start: 0, end: 9, label: 'D' }].sort((a, b) => a.start - b.start);
  const { made } = await run([{ ...ONE, spans }], { layers: ['parent'] });
  expect(made.sentences).toEqual([]);
  expect(made.unused.map(({ reason }) => reason)).toEqual([
    'overlaps another mention',
    'overlaps another mention',
    'no concept',
  ]);
});

test('a mention in several pieces is left alone, and its pieces move with the text before them', async () => {
  const spans = [
    ...ONE.spans.slice(0, 1),
    {
      start: 16,
      end: 24,
      label: 'D',
      fragments: [
        { start: 16, end: 18 },
        { start: 20, end: 24 },
      ],
    },
  ];
  const { made } = await run([{ ...ONE, spans }], { layers: ['parent'] });
  expect(made.unused.map(({ reason }) => reason)).toEqual(['in several pieces']);
  const [{ text, spans: moved }] = made.sentences as [Sentence];
  expect(moved[1]?.fragments?.map(({ start, end }) => text.slice(start, end))).toEqual(['st', 'nger']);
});

test('mean relatedness: of the layer alone, of those that note it', async () => {
  const { made } = await run([ONE], { layers: ['synonym', 'sibling', 'parent'] });
  expect(meanRelatedness(made.sentences, 'synonym')).toBe(1);
  const siblings = made.sentences.map(originOf).filter(({ layer }) => layer === 'sibling');
  const values = siblings.map(({ from, to }) => kb.relatedness(from, to) ?? Number.NaN);
  expect(values.length).toBeGreaterThan(0);
  expect(meanRelatedness(made.sentences, 'sibling')).toBeCloseTo(
    values.reduce((sum, one) => sum + one) / values.length,
  );
  const older = made.sentences.map((one) => ({
    ...one,
    origin: { ...originOf(one), relatedness: undefined },
  }));
  expect(meanRelatedness(older, 'sibling')).toBe(undefined);
});
