import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { type FamilyCase, readFamilyGolden, writeFamily } from '../../test/support/family-golden.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { loadBertEncoder, openBertEncoder } from './bert-encoder.js';
import { byteLevelTokenizer } from './byte-level-tokenizer.js';
import type { Encoder } from './encoder.js';

const root = temporaryFolder();
const { cases } = readFamilyGolden();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(root, 'tokenizer-'));
});

function caseOf(name: string): FamilyCase {
  return cases.find((each) => each.name === name) as FamilyCase;
}

async function idsOf(encoder: Encoder, words: readonly string[]): Promise<ArrayLike<number> | undefined> {
  const [[window] = []] = await encoder.split([words]);
  return window?.columns.input_ids;
}

/** Puts a `tokenizer.json` of byte-level BPE as RoBERTa's authors publish it, without a space before the first word. */
function writeSpaceless(model: FamilyCase): void {
  const vocabulary = model.files['vocab.json'] as Record<string, number>;
  const made = byteLevelTokenizer(vocabulary, model.files['merges.txt'] as string[], 'vocab.json');
  const text = JSON.stringify(made).replaceAll('"add_prefix_space":true', '"add_prefix_space":false');
  for (const name of ['vocab.json', 'merges.txt']) rmSync(join(folder, name));
  writeFileSync(join(folder, 'tokenizer.json'), text);
}

test('a byte-level tokenizer.json puts a space before every word, whatever it says', async () => {
  const model = caseOf('RoBERTa');
  await writeFamily(folder, model);
  writeSpaceless(model);
  const encoder = await openBertEncoder(folder);
  for (const { words, ids } of model.sentences) expect(await idsOf(encoder, words)).toEqual(ids);
});

test('a saved tokenizer says so itself', async () => {
  await writeFamily(folder, caseOf('RoBERTa'));
  writeSpaceless(caseOf('RoBERTa'));
  const target = mkdtempSync(join(root, 'saved-'));
  const { encoder } = await loadBertEncoder(folder);
  await encoder.saveExtras(target);
  const saved = JSON.parse(readFileSync(join(target, 'tokenizer.json'), 'utf8'));
  expect(saved.pre_tokenizer).toMatchObject({ type: 'ByteLevel', add_prefix_space: true });
  expect(saved.post_processor).toMatchObject({ type: 'RobertaProcessing', add_prefix_space: true });
  const settings = JSON.parse(readFileSync(join(target, 'tokenizer_config.json'), 'utf8'));
  expect(settings).toEqual({ tokenizer_class: 'RobertaTokenizer', add_prefix_space: true });
});

test('a tokenizer made from vocab.txt is saved with the model, and reads the same', async () => {
  const model = caseOf('BERT, cased');
  await writeFamily(folder, model);
  const target = mkdtempSync(join(root, 'saved-'));
  const config = await (await openBertEncoder(folder)).saveExtras(target);
  rmSync(join(target, 'vocab.txt'));
  writeFileSync(join(target, 'config.json'), JSON.stringify(config));
  const [{ words, ids } = { words: [], ids: [] }] = model.sentences;
  expect(await idsOf(await openBertEncoder(target), words)).toEqual(ids);
});

test('half precision is not promised for weights that are saved in single', async () => {
  const model = caseOf('BERT, cased');
  await writeFamily(folder, {
    ...model,
    config: { ...model.config, torch_dtype: 'float16', dtype: 'bfloat16' },
  });
  const config = await (await openBertEncoder(folder)).saveExtras(mkdtempSync(join(root, 'saved-')));
  expect(Object.keys(config).filter((name) => name.endsWith('dtype'))).toEqual([]);
  expect(config.architectures).toEqual(['BertForTokenClassification']);
});

test('a folder without tokenizer or vocabulary says what belongs there', async () => {
  await writeFamily(folder, { ...caseOf('RoBERTa'), files: { 'vocab.json': {} } });
  await expect(openBertEncoder(folder)).rejects.toThrow(
    'tokenizer.json: no such file, and neither vocab.txt nor vocab.json with merges.txt',
  );
});

test.each([
  [
    { 'vocab.txt': ['[PAD]', '[UNK]', '[CLS]'] },
    'vocab.txt: no tokenizer can be made from it: it lacks the piece [SEP]',
  ],
  [
    { 'vocab.json': { '<s>': 0 }, 'merges.txt': [] },
    'vocab.json: no tokenizer can be made from it: it lacks the piece <pad>',
  ],
  [{ 'vocab.json': [], 'merges.txt': [] }, 'vocab.json: not a JSON object'],
  [{ 'tokenizer.json': [] }, 'tokenizer.json: not a JSON object'],
])('%j is refused', async (files, message) => {
  await writeFamily(folder, { ...caseOf('BERT, cased'), files });
  await expect(openBertEncoder(folder)).rejects.toThrow(message);
});
