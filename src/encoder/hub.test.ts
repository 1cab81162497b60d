import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type LoopbackHub, startHub } from '../../test/support/loopback-hub.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { fetchEncoder, isHubId } from './hub.js';
import { loadEncoder } from './kinds.js';

const ID = 'ada/tiny-bert';
const folder = temporaryFolder();
let hub: LoopbackHub;
let cacheFolder: string;
let source: string;

beforeEach(async () => {
  cacheFolder = mkdtempSync(join(folder, 'cache-'));
  source = mkdtempSync(join(folder, 'source-'));
  await writeTinyBert(source);
  const files = readdirSync(source).map((name) => [name, readFileSync(join(source, name))]);
  hub = await startHub(ID, { ...Object.fromEntries(files), 'vocab.txt': Buffer.from('[PAD]\n') });
});
afterEach(() => hub.close());

const fetchTiny = (id = ID): Promise<string> => fetchEncoder(id, { cacheFolder, hubUrl: hub.url });

test('an encoder is fetched with the optional files that the hub has, and loads', async () => {
  const found = await fetchTiny();
  const names = ['config.json', 'model.safetensors', 'tokenizer.json', 'vocab.txt'];
  expect(readdirSync(found).sort()).toEqual(names);
  const { encoder } = await loadEncoder(ID, { seed: 1, cacheFolder, hubUrl: hub.url });
  expect(encoder.hidden).toBe(16);
});

test('nothing is written to the standard output', async () => {
  const written = vi.spyOn(process.stdout, 'write');
  const logged = vi.spyOn(console, 'debug');
  await fetchTiny();
  expect(written).not.toHaveBeenCalled();
  expect(logged).not.toHaveBeenCalled();
});

test('a second call asks for the newest revision only, and finds the files', async () => {
  const first = await fetchTiny();
  hub.requests.length = 0;
  expect(await fetchTiny()).toBe(first);
  expect(hub.requests).toEqual([`/api/models/${ID}/revision/HEAD`]);
});

test('a new revision is fetched to a folder of its own', async () => {
  const first = await fetchTiny();
  hub.revision = '2'.repeat(40);
  const second = await fetchTiny();
  expect(second).not.toBe(first);
  expect(readdirSync(second)).toEqual(readdirSync(first));
});

test('where the hub is out of reach the files fetched earlier serve', async () => {
  const first = await fetchTiny();
  await hub.close();
  const remarks: string[] = [];
  const remark = (text: string): unknown => remarks.push(text);
  expect(await fetchEncoder(ID, { cacheFolder, hubUrl: hub.url, remark })).toBe(first);
  expect(remarks.join()).toContain('fetched earlier');
});

test('an id that the hub does not have is named', async () => {
  const message = 'ada/tiny-burt: could not be fetched (Repository not found';
  await expect(fetchTiny('ada/tiny-burt')).rejects.toThrow(message);
});

test('a model without a file that is needed is refused, and not taken for whole later', async () => {
  await hub.close();
  hub = await startHub(ID, { 'config.json': Buffer.from('{}') });
  for (let call = 0; call < 2; call++) {
    await expect(fetchTiny()).rejects.toThrow(`${ID}, model.safetensors or model.safetensors.index.json or`);
  }
});

test('a download that is interrupted goes on where it stopped', async () => {
  const controller = new AbortController();
  const onProgress = ({ note }: { readonly note?: string | undefined }): void => {
    if (note === 'model.safetensors') controller.abort();
  };
  const interrupted = { cacheFolder, hubUrl: hub.url, onProgress, signal: controller.signal };
  await expect(fetchEncoder(ID, interrupted)).rejects.toThrow('interrupted');
  hub.requests.length = 0;
  const found = await fetchTiny();
  expect(readdirSync(found)).toContain('model.safetensors');
  expect(hub.requests.filter((path) => path.endsWith('config.json'))).toEqual([]);
});

test('a connection that breaks off leaves no half file', async () => {
  hub.breaksOff = 'model.safetensors';
  await expect(fetchTiny()).rejects.toThrow(`${ID}, model.safetensors: could not be fetched (`);
  hub.breaksOff = undefined;
  const { parameters } = await loadEncoder(ID, { seed: 1, cacheFolder, hubUrl: hub.url });
  expect(parameters.has('bert.embeddings.word_embeddings.weight')).toBe(true);
});

test('what came of a large file before the connection broke is not fetched again', async () => {
  hub.breaksOff = 'model.safetensors';
  await expect(fetchTiny()).rejects.toThrow('could not be fetched');
  const part = join(cacheFolder, 'hub', 'ada--tiny-bert', hub.revision, 'model.safetensors.part');
  const kept = readFileSync(part);
  expect(kept.length).toBeGreaterThan(0);
  hub.breaksOff = undefined;
  const first: (number | undefined)[] = [];
  const onProgress = ({
    done,
    note,
  }: {
    readonly done: number;
    readonly note?: string | undefined;
  }): void => {
    if (note === 'model.safetensors') first.push(done);
  };
  const found = await fetchEncoder(ID, { cacheFolder, hubUrl: hub.url, onProgress });
  expect(first[0]).toBeGreaterThan(kept.length);
  expect(readFileSync(join(found, 'model.safetensors'))).toEqual(
    readFileSync(join(source, 'model.safetensors')),
  );
});

test.each(['model.safetensors', 'config.json'])(
  '%s with another content than the hub says is refused, and fetched anew later',
  async (file) => {
    hub.isAltered = file;
    await expect(fetchTiny()).rejects.toThrow(`${ID}, ${file}: could not be fetched (the checksum is `);
    hub.isAltered = undefined;
    expect(readdirSync(await fetchTiny())).toContain(file);
  },
);

test('a tag is resolved, and a commit that is here already asks the hub nothing', async () => {
  const commit = '3'.repeat(40);
  hub.tags['v1.0'] = commit;
  hub.tags[commit] = commit;
  const tagged = await fetchTiny(`${ID}@v1.0`);
  expect(tagged.endsWith(commit)).toBe(true);
  expect(await fetchTiny(`${ID}@${commit}`)).toBe(tagged);
  hub.requests.length = 0;
  expect(await fetchTiny(`${ID}@${commit}`)).toBe(tagged);
  expect(hub.requests).toEqual([]);
  expect((await fetchTiny()).endsWith(hub.revision)).toBe(true);
});

test('a revision that the hub does not have is named', async () => {
  await expect(fetchTiny(`${ID}@v9`)).rejects.toThrow(`${ID}@v9: could not be fetched (`);
});

test('the access token is sent, and its lack is told', async () => {
  hub.token = 'hf_secret';
  await expect(fetchTiny()).rejects.toThrow(/could not be fetched \(.*needs a token[\s\S]*HF_TOKEN/);
  const options = { cacheFolder, hubUrl: hub.url, accessToken: hub.token };
  expect(readdirSync(await fetchEncoder(ID, options))).toContain('model.safetensors');
});

test('of the ways in which a hub has weights one is fetched: shards with their index', async () => {
  await hub.close();
  const names = ['one.bin', 'two.bin'];
  const index = { weight_map: { a: 'one.bin', b: 'two.bin', c: 'one.bin' } };
  hub = await startHub(ID, {
    'config.json': Buffer.from('{}'),
    'vocab.txt': Buffer.from('[PAD]'),
    'pytorch_model.bin.index.json': Buffer.from(JSON.stringify(index)),
    ...Object.fromEntries(names.map((name) => [name, Buffer.from(name)])),
    'tf_model.h5': Buffer.from('large'),
  });
  const expected = ['config.json', ...names, 'pytorch_model.bin.index.json', 'vocab.txt'];
  expect(readdirSync(await fetchTiny()).sort()).toEqual(expected.sort());
});

test.each([
  ['microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract', true],
  ['bert-base-uncased', false],
  ['./models/bert', false],
  ['org/name@v1.0', true],
  ['org/name@refs/pr/1', true],
  ['org/name@', false],
  ['a/b/c', false],
])('%s is an id: %s', (text, expected) => {
  expect(isHubId(text)).toBe(expected);
});

test('a name that is neither folder nor id is refused', async () => {
  await expect(loadEncoder('no-such-encoder', { seed: 1 })).rejects.toThrow('no such encoder');
});
