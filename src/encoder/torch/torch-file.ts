import { open } from 'node:fs/promises';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { brainToSingle, halfToSingle } from '../half-precision.js';
import { readPickle } from './pickle.js';
import { materialise, type Storage, type TensorView } from './tensor-view.js';
import { openTorchArchive, type TorchArchive } from './torch-archive.js';
import { isTensorView, TORCH_WORLD } from './torch-globals.js';

const ZIP = 0x04034b50;

/**
 * Reads the weights that `torch.save` wrote since PyTorch 1.6: a zip with a pickle, of which
 * nothing is ever run (see `TORCH_WORLD`). Half, bfloat16 and double precision become single;
 * arrays of whole numbers are left out.
 *
 * @throws HilgenError `input` where the file is damaged, older, or holds more than weights.
 */
export async function readTorchFile(path: string): Promise<Parameters> {
  await assertZip(path);
  const archive = await openTorchArchive(path).catch((cause) => Promise.reject(damaged(path, cause)));
  try {
    return await readArchive(archive);
  } catch (cause) {
    throw damaged(path, cause);
  } finally {
    archive.close();
  }
}

async function readArchive(archive: TorchArchive): Promise<Parameters> {
  const order = archive.has('byteorder') ? await archive.read('byteorder') : Buffer.from('little');
  if (Buffer.from(order).toString() !== 'little') throw new Error('its numbers are big-endian');
  const content = readPickle(await archive.read('data.pkl'), TORCH_WORLD);
  if (!(content instanceof Map)) throw new Error('it holds no dictionary of arrays');
  const found: Parameters = new Map();
  for (const { storage, views } of byStorage(content)) {
    const data = decode(await archive.read(`data/${storage.key}`), storage);
    for (const [name, view] of views) found.set(name, materialise(view, data));
  }
  return found;
}

interface StorageViews {
  readonly storage: Storage;
  readonly views: (readonly [name: string, view: TensorView])[];
}

/** The named arrays of floating-point numbers, those of one storage together, so that each is read once. */
function byStorage(content: ReadonlyMap<unknown, unknown>): Iterable<StorageViews> {
  const groups = new Map<string, StorageViews>();
  for (const [name, value] of content) {
    if (typeof name !== 'string' || !isTensorView(value) || !(value.storage.type in DECODERS)) continue;
    const { type, key, count } = value.storage;
    const place = `${type} ${count} ${key}`;
    const group = groups.get(place) ?? { storage: value.storage, views: [] };
    group.views.push([name, value]);
    groups.set(place, group);
  }
  return groups.values();
}

const DECODERS: Readonly<
  Record<string, { size: number; decode(bytes: ArrayBuffer): Float32Array<ArrayBuffer> }>
> = {
  'torch.FloatStorage': { size: 4, decode: (bytes) => new Float32Array(bytes) },
  'torch.DoubleStorage': { size: 8, decode: (bytes) => Float32Array.from(new Float64Array(bytes)) },
  'torch.HalfStorage': { size: 2, decode: (bytes) => halfToSingle(new Uint16Array(bytes)) },
  'torch.BFloat16Storage': { size: 2, decode: (bytes) => brainToSingle(new Uint16Array(bytes)) },
};

function decode(bytes: Uint8Array<ArrayBuffer>, { type, key, count }: Storage): Float32Array<ArrayBuffer> {
  const decoder = DECODERS[type];
  if (decoder === undefined || bytes.length !== count * decoder.size) {
    throw new Error(`its part data/${key} does not have the size that is said of it`);
  }
  return decoder.decode(bytes.buffer);
}

async function assertZip(path: string): Promise<void> {
  const file = await open(path, 'r').catch((cause) => Promise.reject(asFileError(cause, path)));
  const head = Buffer.alloc(4);
  try {
    await file.read(head, 0, 4, 0);
  } catch (cause) {
    throw asFileError(cause, path);
  } finally {
    await file.close();
  }
  if (head.readUInt32LE() === ZIP) return;
  const isPickle = head[0] === 0x80;
  throw new HilgenError('input', {
    where: path,
    what: isPickle ? 'a file of PyTorch before 1.6, which is not read' : 'not a file of weights of PyTorch',
    hint: isPickle
      ? `Save it anew: python -c "import torch; torch.save(torch.load('pytorch_model.bin', weights_only=True), 'pytorch_model.bin')"`
      : 'Fetch it again; a Git LFS pointer (a text of three lines) is not the file itself.',
  });
}

function damaged(path: string, cause: unknown): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: `no weights can be read from it: ${(cause as Error).message}`,
    hint: 'Fetch it again, or take model.safetensors where the model has one. A file that asks for more than weights is never run.',
    cause,
  });
}
