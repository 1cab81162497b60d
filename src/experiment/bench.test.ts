import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { MANIFEST } from '../base/folders.js';
import { readStageCorpus } from './bench.js';

it('takes an empty file for no sentences where a stage wrote it, else for a fault', async () => {
  const folder = temporaryFolder();
  const write = (name: string, files: readonly string[]): string => {
    mkdirSync(join(folder, name));
    for (const file of files) writeFileSync(join(folder, name, file), '');
    return join(folder, name, 'sentences.jsonl');
  };
  expect(await readStageCorpus(write('stage', ['sentences.jsonl', MANIFEST]))).toEqual([]);
  await expect(readStageCorpus(write('user', ['sentences.jsonl']))).rejects.toThrow('no sentences');
});
