import type { FileHandle } from 'node:fs/promises';
import { readPickleAt } from './pickle.js';
import { PickleError, type PickleWorld } from './pickle-machine.js';
import type { Storage } from './tensor-view.js';
import { ELEMENT_BYTES, TORCH_WORLD } from './torch-globals.js';
import type { TorchContent } from './torch-state.js';

const MAGIC = 0x1950a86a20f9469cfc6cn;

/** The pickles stand at the beginning; those of models have a few hundred kilobytes. */
const MAX_PICKLE_BYTES = 1 << 26;

/**
 * Reads a file as `torch.save` wrote it before PyTorch 1.6: pickles of a magic number, a version,
 * the machine, the value and the keys of its storages; then each storage, its length before it.
 */
export async function readLegacy(file: FileHandle): Promise<TorchContent> {
  const { size } = await file.stat();
  const head = await readAt(file, 0, Math.min(size, MAX_PICKLE_BYTES));
  const storages = new Map<string, Storage>();
  const [magic, , machine, value, keys, end] = readPickles(head, recordingWorld(storages));
  if (magic !== MAGIC) throw new PickleError('it is no file of PyTorch’s');
  if (machine instanceof Map && machine.get('little_endian') === false) {
    throw new PickleError('its numbers are big-endian');
  }
  const places = await placesOf(file, keys, end, storages);
  return { value, bytesOf: ({ key }) => readStorage(file, places.get(key)) };
}

type Pickles = [
  magic: unknown,
  version: unknown,
  machine: unknown,
  value: unknown,
  keys: unknown,
  end: number,
];

function readPickles(bytes: Uint8Array, world: PickleWorld): Pickles {
  const values: unknown[] = [];
  let at = 0;
  while (values.length < 5) {
    const { value, end } = readPickleAt(bytes, at, world);
    values.push(value);
    at = end;
  }
  return [...(values as [unknown, unknown, unknown, unknown, unknown]), at];
}

/** The world of weights, in which the storages that are named are written down. */
function recordingWorld(storages: Map<string, Storage>): PickleWorld {
  const persistent = (id: unknown): Storage => {
    const storage = TORCH_WORLD.persistent(id) as Storage;
    storages.set(storage.key, storage);
    return storage;
  };
  return { ...TORCH_WORLD, persistent };
}

interface Place {
  readonly at: number;
  readonly bytes: number;
}

async function placesOf(
  file: FileHandle,
  keys: unknown,
  start: number,
  storages: ReadonlyMap<string, Storage>,
): Promise<Map<string, Place>> {
  if (!Array.isArray(keys)) throw new PickleError('it lists no storages');
  const places = new Map<string, Place>();
  let at = start;
  for (const key of keys) {
    const storage = storages.get(key);
    const count = Number(Buffer.from(await readAt(file, at, 8)).readBigUInt64LE());
    if (storage === undefined || storage.count !== count) {
      throw new PickleError(`the storage ${key} does not have the size that is said of it`);
    }
    const bytes = count * (ELEMENT_BYTES[storage.type] ?? 0);
    places.set(key, { at: at + 8, bytes });
    at += 8 + bytes;
  }
  return places;
}

function readStorage(file: FileHandle, place: Place | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (place === undefined) throw new PickleError('it names a storage that it does not hold');
  return readAt(file, place.at, place.bytes);
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = await file.stat();
  if (length > size - at) throw new PickleError('it is cut short');
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, Math.min(length - done, 1 << 30), at + done);
    if (bytesRead === 0) throw new PickleError('it is cut short');
    done += bytesRead;
  }
  return bytes;
}
