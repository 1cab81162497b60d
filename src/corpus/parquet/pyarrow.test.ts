import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCorpus } from '../corpora.js';
import { spansToTags } from '../spans-to-tags.js';

interface Golden {
  readonly tokens: readonly (readonly string[])[];
  readonly tags: readonly (readonly string[])[];
  /** Files in base64. */
  readonly files: Readonly<Record<string, string>>;
}

/** Made by `scripts/oracles/parquet-golden.py`. */
const golden: Golden = JSON.parse(readFileSync(new URL('./pyarrow.golden.json', import.meta.url), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'hilgen-pyarrow-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each(Object.entries(golden.files))('reads what pyarrow wrote: %s', async (_, content) => {
  const path = join(folder, 'train.parquet');
  writeFileSync(path, Buffer.from(content, 'base64'));
  const sentences = await readCorpus(path);
  const tokens = sentences.map((sentence) =>
    sentence.tokens.map(({ start, end }) => sentence.text.slice(start, end)),
  );
  expect(tokens).toEqual(golden.tokens);
  expect(sentences.map((sentence) => spansToTags(sentence, 'iob2'))).toEqual(golden.tags);
});
