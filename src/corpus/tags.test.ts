import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessScheme } from './guess-scheme.js';
import { SCHEMES, type Scheme } from './scheme.js';
import type { Sentence } from './sentence.js';
import { spansToTags } from './spans-to-tags.js';
import { tagsToSpans } from './tags-to-spans.js';

const WORDS = ['severe', 'iron', 'loss', 'in', 'renal', 'colic'];

/** A sentence of the words; spans are given as first token, last token, label. */
function sentence(words: readonly string[], ...spans: readonly [number, number, string][]): Sentence {
  let at = 0;
  const tokens = words.map((word) => {
    const start = at;
    at += word.length + 1;
    return { start, end: start + word.length };
  });
  return {
    id: 's-1',
    text: words.join(' '),
    tokens,
    spans: spans.map(([first, last, label]) => ({
      start: tokens[first]?.start ?? 0,
      end: tokens[last]?.end ?? 0,
      label,
    })),
    origin: { kind: 'gold', file: 'made-up.tsv', line: 1 },
  };
}

describe('the same mentions in every scheme', () => {
  const touching = sentence(WORDS, [0, 0, 'Sign'], [1, 2, 'Sign'], [4, 5, 'Disease']);
  test.each<[Scheme, string]>([
    ['iob1', 'I-Sign B-Sign I-Sign O I-Disease I-Disease'],
    ['iob2', 'B-Sign B-Sign I-Sign O B-Disease I-Disease'],
    ['iobes', 'S-Sign B-Sign E-Sign O B-Disease E-Disease'],
    ['bilou', 'U-Sign B-Sign L-Sign O B-Disease L-Disease'],
  ])('%s', (scheme, tags) => {
    expect(spansToTags(touching, scheme).join(' ')).toBe(tags);
    expect(tagsToSpans(touching.tokens, tags.split(' '), scheme)).toEqual(touching.spans);
  });

  test('io cannot keep touching mentions of one label apart, and says so', () => {
    expect(() => spansToTags(touching, 'io')).toThrow(/sentence s-1: Sign 7–16 .*touches another Sign/);
    expect(spansToTags(sentence(WORDS, [0, 0, 'Sign'], [1, 1, 'Drug']), 'io').slice(0, 3)).toEqual([
      'I-Sign',
      'I-Drug',
      'O',
    ]);
  });
});

/** Sentences of non-overlapping mentions in every position, touching ones included. */
const labelled = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('O', 'A', 'B-x')), {
    minLength: 1,
    maxLength: 8,
  })
  .map((parts) => {
    const words = parts.flatMap(([length]) => Array.from({ length }, (_, at) => 'ab'.repeat(at + 1)));
    let at = 0;
    const spans = parts.flatMap(([length, label]): [number, number, string][] => {
      const first = at;
      at += length;
      return label === 'O' ? [] : [[first, at - 1, label]];
    });
    return sentence(words, ...spans);
  });

describe('laws', () => {
  test.each(['iob1', 'iob2', 'iobes', 'bilou'] as const)('%s: reading undoes writing', (scheme) => {
    fc.assert(
      fc.property(labelled, (made) => {
        expect(tagsToSpans(made.tokens, spansToTags(made, scheme), scheme)).toEqual(made.spans);
      }),
    );
  });

  test.each(SCHEMES)('%s: the scheme guessed from its own tags reads them the same', (scheme) => {
    fc.assert(
      fc.property(fc.array(labelled, { maxLength: 5 }), (corpus) => {
        const isIoSafe = (made: Sentence): boolean =>
          made.spans.every(({ end, label }) =>
            made.spans.every((next) => next.start !== end + 1 || next.label !== label),
          );
        const safe = scheme === 'io' ? corpus.filter(isIoSafe) : corpus;
        const guess = guessScheme();
        const tags = safe.map((made) => spansToTags(made, scheme));
        for (const one of tags) guess.see(one);
        safe.forEach((made, at) => {
          expect(tagsToSpans(made.tokens, tags[at] ?? [], guess.result())).toEqual(made.spans);
        });
      }),
    );
  });
});

describe('tags that cannot stand', () => {
  const read = (tags: string, scheme: Scheme) => () =>
    tagsToSpans(sentence(WORDS).tokens.slice(0, tags.split(' ').length), tags.split(' '), scheme);

  test.each<[Scheme, string, RegExp]>([
    ['iob2', 'O I-A', /tag 2: tag "I-A": no mention of A/],
    ['iob2', 'B-A I-B', /tag 2: tag "I-B": no mention of B/],
    ['iob2', 'B-A S-A', /tag 2: "S-A" is no IOB2 tag/],
    ['iob2', 'B-A I-', /tag 2: "I-" is no IOB2 tag/],
    ['iob2', 'O b-A', /"b-A" is no IOB2 tag/],
    ['io', 'B-A', /"B-A" is no IO tag/],
    ['iobes', 'O E-A', /tag 2: .*no open mention of A/],
    ['iobes', 'S-A E-A', /tag 2: .*no open mention of A/],
    ['iobes', 'B-A E-B', /tag 2: .*the mention of A before it has no end/],
    ['iobes', 'B-A O', /tag 2: .*the mention of A before it has no end/],
    ['iobes', 'O B-A I-A', /tag 3: .*the mention of A before it has no end/],
    ['iobes', 'B-A S-A', /tag 2: .*the mention of A before it has no end/],
    ['bilou', 'L-A', /tag 1: .*no open mention of A/],
    ['bilou', 'B-A E-A', /"E-A" is no BILOU tag/],
  ])('%s: %s', (scheme, tags, message) => {
    expect(read(tags, scheme)).toThrow(message);
  });

  test('iob1 reads what conlleval reads: a B- always begins, an I- where it must', () => {
    const spans = read('B-A I-A I-B O I-A B-A', 'iob1')();
    expect(spans.map(({ label }) => label)).toEqual(['A', 'B', 'A', 'A']);
  });
});

describe('spans that have no tags', () => {
  test('off the token boundaries', () => {
    const made = sentence(WORDS);
    const off = { ...made, spans: [{ start: 2, end: 6, label: 'Sign' }] };
    expect(() => spansToTags(off, 'iob2')).toThrow(
      /sentence s-1: Sign 2–6 \(“vere”\) does not begin and end/,
    );
  });

  test('nested and overlapping', () => {
    expect(() => spansToTags(sentence(WORDS, [0, 2, 'A'], [1, 1, 'B']), 'iob2')).toThrow(/s-1: .*overlap/);
    expect(() => spansToTags(sentence(WORDS, [0, 1, 'A'], [1, 2, 'A']), 'io')).toThrow(/s-1: .*overlap/);
  });
});

describe('the scheme told from a damaged file', () => {
  const guessed = (...lines: string[]): Scheme => {
    const guess = guessScheme();
    for (const line of lines) guess.see(line.split(' '));
    return guess.result();
  };
  test.each<[Scheme, string[]]>([
    ['iob1', ['O I-A I-A O', 'I-A B-A']],
    ['iob2', ['O I-A I-A O', 'B-A']],
    ['iob2', ['O O']],
    ['iob2', ['B-A I-A', 'B-A O', 'S-A']],
    ['iobes', ['B-A E-A', 'B-A O', 'S-A']],
    ['bilou', ['B-A L-A', 'U-A']],
  ])('%s: %j', (scheme, lines) => {
    expect(guessed(...lines)).toBe(scheme);
  });
});
