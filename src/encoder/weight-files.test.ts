import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  type FamilyCase,
  familyWeights,
  readFamilyGolden,
  writeFamily,
} from '../../test/support/family-golden.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { loadBertEncoder } from './bert-encoder.js';
import { writeSafetensors } from './safetensors.js';
import { readWeights } from './weight-files.js';

const root = temporaryFolder();
const [model] = readFamilyGolden().cases as [FamilyCase];
const torch: { good: { name: string; file: string; values: object }[] } = JSON.parse(
  readFileSync(new URL('torch/torch-files.golden.json', import.meta.url), 'utf8'),
);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(root, 'weights-'));
});

function writeTorch(file: string, name: string): string[] {
  const found = torch.good.find((each) => each.name === name);
  writeFileSync(join(folder, file), Buffer.from(found?.file ?? '', 'base64'));
  return Object.keys(found?.values ?? {});
}

function writeIndex(file: string, shards: Readonly<Record<string, readonly string[]>>): void {
  const map = Object.entries(shards).flatMap(([shard, names]) => names.map((name) => [name, shard]));
  writeFileSync(join(folder, file), JSON.stringify({ metadata: {}, weight_map: Object.fromEntries(map) }));
}

test('safetensors in shards are the same model', async () => {
  await writeFamily(folder, model);
  const { parameters: expected } = await loadBertEncoder(folder);
  rmSync(join(folder, 'model.safetensors'));
  const all = [...familyWeights(model)];
  const shards = { 'model-1.safetensors': all.slice(0, 9), 'model-2.safetensors': all.slice(9) };
  for (const [name, part] of Object.entries(shards))
    await writeSafetensors(join(folder, name), new Map(part));
  const names = Object.entries(shards).map(([shard, part]) => [shard, part.map(([name]) => name)]);
  writeIndex('model.safetensors.index.json', Object.fromEntries(names));
  expect((await loadBertEncoder(folder)).parameters).toEqual(expected);
});

test('what torch.save wrote is read where there are no safetensors, whole', async () => {
  const names = writeTorch('pytorch_model.bin', "a module's state");
  const { path, weights } = await readWeights(folder);
  expect(path).toBe(join(folder, 'pytorch_model.bin'));
  expect([...weights.keys()]).toEqual(names);
});

test('… and in shards', async () => {
  const first = writeTorch('part-1.bin', "a module's state");
  const second = writeTorch('part-2.bin', 'numbers of every kind');
  writeIndex('pytorch_model.bin.index.json', { 'part-1.bin': first, 'part-2.bin': second });
  expect([...(await readWeights(folder)).weights.keys()]).toEqual([...first, ...second]);
});

test('safetensors come before what torch.save wrote', async () => {
  await writeFamily(folder, model);
  writeTorch('pytorch_model.bin', "a module's state");
  expect((await readWeights(folder)).path).toBe(join(folder, 'model.safetensors'));
});

test('a folder without weights says what it looked for', async () => {
  await expect(readWeights(folder)).rejects.toThrow(
    'no weights are in this folder: none of model.safetensors, model.safetensors.index.json, pytorch_model.bin,',
  );
});

test('a shard that is missing is named', async () => {
  writeIndex('pytorch_model.bin.index.json', { 'part-1.bin': ['weight'] });
  await expect(readWeights(folder)).rejects.toThrow('part-1.bin: no such file');
});

test.each([
  ['{"weight_map": {"a": "../b.bin"}}', 'leads out of its folder: "../b.bin"'],
  ['{"weight_map": {"a": "c/b.bin"}}', 'leads out of its folder: "c/b.bin"'],
  ['{"weight_map": {"a": ".."}}', 'leads out of its folder: ".."'],
  ['{"weight_map": {"a": 1}}', 'not an index of weights'],
  ['[]', 'not an index of weights'],
])('the index %s is refused', async (text, message) => {
  writeFileSync(join(folder, 'pytorch_model.bin.index.json'), text);
  await expect(readWeights(folder)).rejects.toThrow(message);
});
