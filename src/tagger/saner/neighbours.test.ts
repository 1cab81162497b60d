import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/temporary-folder.js';
import { type Entry, winkJson } from '../../../test/support/wink-json.js';
import { random } from '../../base/random.js';
import { convertWordVectors } from '../../encoder/convert-word-vectors.js';
import { openWordVectors, type WordVectors } from '../../encoder/word-vectors.js';
import { cachedNeighbours } from './cached-neighbours.js';
import { wordNeighbours } from './word-neighbours.js';

const folder = temporaryFolder();
const DIMENSIONS = 6;
const COUNT = 10;
/** More words than are compared together; some of the last are the same as some of the first. */
const draws = random(1, 'words');
const drawn: Entry[] = Array.from({ length: 4200 }, (_, at) => [
  `w${at}`,
  Array.from({ length: DIMENSIONS }, () => draws.normal()),
]);
const SPACE: readonly Entry[] = [...drawn, ['twin', drawn[3]?.[1] ?? []], ['__proto__', drawn[3]?.[1] ?? []]];
let vectors: WordVectors;

beforeAll(async () => {
  const [source, target] = [join(folder, 'source.json'), join(folder, 'vectors.bin')];
  writeFileSync(source, winkJson(SPACE));
  await convertWordVectors(source, target);
  vectors = openWordVectors(target);
});
afterAll(() => vectors.close());

const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) / Math.hypot(...a) / Math.hypot(...b);

/** All words by their cosine with one, in double precision. */
function byCosine(word: string): { word: string; near: number }[] {
  const own = SPACE.find(([other]) => other === word)?.[1] ?? [];
  const others = SPACE.filter(([other]) => other !== word);
  return others
    .map(([other, vector]) => ({ word: other, near: cosine(own, vector) }))
    .sort((a, b) => b.near - a.near);
}

test('are the nearest of all words, nearest first, without the word itself', async () => {
  const asked = ['w0', 'w17', 'w4199', 'W5', '__proto__'];
  const found = await wordNeighbours(vectors, asked, COUNT);
  expect([...found.keys()]).toEqual(['w0', 'w17', 'w4199', 'w5', '__proto__']);
  for (const [word, neighbours] of found) {
    const expected = byCosine(word);
    const nearOf = new Map(expected.map(({ word: other, near }) => [other, near]));
    expect(neighbours).toHaveLength(COUNT);
    expect(new Set(neighbours).size).toBe(COUNT);
    neighbours.forEach((neighbour, at) => {
      expect(nearOf.get(neighbour)).toBeCloseTo(expected[at]?.near ?? 0, 5);
    });
  }
});

test('of equally near words the first in the file is taken', async () => {
  const found = await wordNeighbours(vectors, ['w3', 'twin'], 1);
  expect(found.get('w3')).toEqual(['twin']);
  expect(found.get('twin')).toEqual(['w3']);
});

test('a space with fewer words gives as many as it has; an unknown word has none', async () => {
  const [source, target] = [join(folder, 'few.json'), join(folder, 'few.bin')];
  writeFileSync(source, winkJson(SPACE.slice(0, 3)));
  await convertWordVectors(source, target);
  const few = openWordVectors(target);
  const found = await wordNeighbours(few, ['w1', 'unheard'], COUNT);
  expect(found.get('w1')?.toSorted()).toEqual(['w0', 'w2']);
  expect(found.has('unheard')).toBe(false);
  expect(await wordNeighbours(few, ['unheard'], COUNT)).toEqual(new Map());
  few.close();
});

test('a signal stops the search', async () => {
  const signal = AbortSignal.abort();
  await expect(wordNeighbours(vectors, ['w1'], COUNT, { signal })).rejects.toMatchObject({
    code: 'interrupted',
  });
});

test('are kept: each word is sought once, and a damaged file is made anew', async () => {
  const path = join(folder, 'cache', 'neighbours.json');
  let searches = 0;
  const counted: WordVectors = {
    ...vectors,
    blocks: (size) => {
      searches++;
      return vectors.blocks(size);
    },
  };
  const ask = (words: readonly string[]) => cachedNeighbours(path, counted, words, COUNT);
  const first = await ask(['W7', 'unheard', '__proto__']);
  expect([...first.keys()]).toEqual(['w7', 'unheard', '__proto__']);
  expect(first.get('unheard')).toEqual([]);
  expect(await ask(['w7', 'unheard', '__proto__'])).toEqual(first);
  expect(searches).toBe(1);
  const second = await ask(['w7', 'w8']);
  expect(second.get('w7')).toEqual(first.get('w7'));
  expect(second.get('w8')).toEqual((await wordNeighbours(vectors, ['w8'], COUNT)).get('w8'));
  expect(searches).toBe(2);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveLength(4);
  writeFileSync(path, '[["w7"');
  expect(await ask(['w7', 'unheard', '__proto__'])).toEqual(first);
});
