import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { iobOf } from './conll-write.js';
import { readCorpus } from './corpora.js';
import { jsonlOf } from './jsonl.js';
import { LAYERS, type Origin, type Sentence, type Span, type Token } from './sentence.js';
import { tokenise, tokeniseAny } from './tokenise.js';
import { documentOf } from './views.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-corpus-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Latin, digits, a combining accent, Hebrew and Arabic, Han, astral letters, a joined emoji, odd white space. */
const characters = [
  ...['a', 'Z', '7', '-', '{', '"', '\\', '#', 'e\u0301', '\u05e9', '\u0639', '\u200f', '中', '𝛼', '👩‍⚕️'],
  ...['\u00a0', '\u2003', '\u2028', '\u0085', '\u0000', '\ufe0f'],
];
const word = fc
  .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 4 })
  .map((all) => all.join(''));
const label = fc.constantFrom('Disease', 'cell type', '疾病', '__proto__');

const origin: fc.Arbitrary<Origin> = fc.oneof(
  fc.record({ kind: fc.constant('gold' as const), file: word, line: fc.integer({ min: 1 }) }),
  fc.record({
    kind: fc.constant('substitution' as const),
    source: word,
    span: fc.constant({ start: 0, end: 1, label: 'Disease' }),
    layer: fc.constantFrom(...LAYERS),
    from: word,
    to: word,
    via: fc.array(word, { maxLength: 2 }),
    seed: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('substitution' as const),
    source: word,
    span: fc.constant({ start: 0, end: 1, label: 'Disease' }),
    layer: fc.constantFrom(...LAYERS),
    ...{ from: word, to: word, via: fc.array(word, { maxLength: 2 }) },
    relatedness: fc.double({ min: 0, max: 1, noNaN: true }),
    seed: fc.nat(),
  }),
);

interface Made {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Words with a separator after each: tokens may touch. */
const made = (separators: readonly string[]): fc.Arbitrary<Made> =>
  fc.array(fc.tuple(word, fc.constantFrom(...separators)), { minLength: 1, maxLength: 8 }).map((parts) => {
    const tokens: Token[] = [];
    let text = '';
    parts.forEach(([token, separator], at) => {
      tokens.push({ start: text.length, end: text.length + token.length });
      text += at === parts.length - 1 ? token : token + separator;
    });
    return { text, tokens };
  });

/** Spans over whole tokens, nested and overlapping ones included. */
const anySpans = (tokens: readonly Token[]): fc.Arbitrary<Span[]> => {
  const place = fc.nat({ max: tokens.length - 1 });
  const one = fc.record(
    { a: place, b: place, label, concept: word, score: fc.double({ min: 0.01, max: 1, noNaN: true }) },
    { requiredKeys: ['a', 'b', 'label'] },
  );
  return fc.array(one, { maxLength: 5 }).map((spans) =>
    spans
      .map(({ a, b, ...rest }) => ({
        start: tokens[Math.min(a, b)]?.start ?? 0,
        end: tokens[Math.max(a, b)]?.end ?? 0,
        ...rest,
      }))
      .sort((x, y) => x.start - y.start || x.end - y.end),
  );
};

const withoutOverlap = (spans: readonly Span[]): Span[] =>
  spans.filter(({ start }, at) => spans.slice(0, at).every(({ end }) => end < start));

const corpus = (separators: readonly string[]): fc.Arbitrary<Sentence[]> =>
  fc
    .array(
      made(separators).chain(({ text, tokens }) =>
        fc.record(
          {
            text: fc.constant(text),
            tokens: fc.constant(tokens),
            spans: anySpans(tokens),
            origin,
            document: fc.record({ id: word, start: fc.nat() }),
          },
          { requiredKeys: ['text', 'tokens', 'spans', 'origin'] },
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((sentences) => sentences.map((sentence, at) => ({ id: `s-${at}`, ...sentence })));

test('JSON Lines: reading undoes writing', async () => {
  const path = join(folder, 'law.jsonl');
  await fc.assert(
    fc.asyncProperty(corpus(['', ' ', '\u3000', '\n']), async (sentences) => {
      writeFileSync(path, sentences.map((sentence) => jsonlOf(documentOf(sentence))).join(''));
      expect(await readCorpus(path)).toEqual(sentences);
    }),
    { numRuns: 60 },
  );
});

test('IOB: reading undoes writing, but for ids, origins and what IOB has no place for', async () => {
  const path = join(folder, 'law.tsv');
  await fc.assert(
    fc.asyncProperty(corpus([' ']), async (sentences) => {
      const plain = sentences.map(({ text, tokens, spans }) => ({
        text,
        tokens,
        spans: withoutOverlap(spans).map(({ start, end, label }) => ({ start, end, label })),
      }));
      const whole = sentences.map((sentence, at) => ({ ...sentence, spans: plain[at]?.spans ?? [] }));
      writeFileSync(path, whole.map((sentence) => iobOf(documentOf(sentence), {})).join(''));
      const read = await readCorpus(path);
      expect(read.map(({ text, tokens, spans }) => ({ text, tokens, spans }))).toEqual(plain);
      expect(read.map(({ id }) => id)).toEqual(sentences.map((_, at) => `law-${at + 1}`));
    }),
    { numRuns: 60 },
  );
});

test('tokens cover everything but white space, in order and without overlap', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const tokens = tokenise(text);
      const covered = tokens.map(({ start, end }) => text.slice(start, end)).join('');
      expect(covered).toBe(text.replace(/\s/g, ''));
      tokens.forEach(({ start, end }, at) => {
        expect(start).toBeGreaterThanOrEqual(tokens[at - 1]?.end ?? 0);
        expect(end).toBeGreaterThan(start);
      });
    }),
  );
});

test('ASCII is split by the same rule', () => {
  const ascii = fc.string({ unit: 'binary-ascii', maxLength: 40 });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(tokenise(text)).toEqual(tokeniseAny(text));
    }),
  );
});

test('words keep their accents and letters of any script; other signs stand alone', () => {
  const text = 'IL-2 in Sjo\u0308gren 𝛼𝛽 (p<0.05)';
  const words = tokenise(text).map(({ start, end }) => text.slice(start, end));
  expect(words).toEqual(['IL', '-', '2', 'in', 'Sjo\u0308gren', '𝛼𝛽', '(', 'p', '<', '0', '.', '05', ')']);
});
