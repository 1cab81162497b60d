import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { TINY_CONFIG, writeTinyBert } from '../../test/support/tiny-bert.js';
import { loadBertEncoder } from './bert-encoder.js';
import type { Encoder } from './encoder.js';
import { withMaxLength } from './max-length.js';
import { newVectorsEncoder } from './vectors-encoder.js';

const encoders: Record<string, Encoder> = {};
beforeAll(async () => {
  const folder = join(temporaryFolder(), 'bert');
  await writeTinyBert(folder);
  encoders.bert = (await loadBertEncoder(folder)).encoder;
  encoders.vectors = (await newVectorsEncoder(1)).encoder;
});

test.each(['bert', 'vectors'])('no window is longer, and every word is labelled once: %s', async (name) => {
  const encoder = encoders[name] as Encoder;
  const word = fc.constantFrom('a', 'ab', 'mitral', 'antihistamines');
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { maxLength: 40 }),
      fc.integer({ min: 3, max: 32 }),
      async (words, most) => {
        const [windows = []] = await withMaxLength(encoder, most).split([words]);
        for (const { length } of windows) expect(length).toBeLessThanOrEqual(most);
        expect(windows.flatMap((window) => window.words.map((each) => each.word))).toEqual([...words.keys()]);
      },
    ),
  );
});

test('where none is named the encoder’s own limit holds; more than that is refused', async () => {
  const encoder = encoders.bert as Encoder;
  expect(encoder.maxLength).toBe(TINY_CONFIG.max_position_embeddings);
  expect(withMaxLength(encoder, undefined)).toBe(encoder);
  expect(withMaxLength(encoder, encoder.maxLength).maxLength).toBe(32);
  expect(() => withMaxLength(encoder, 33)).toThrow(
    'max-length: windows of 33 pieces are asked for, the encoder takes 32\n  Name at most 32.',
  );
});
