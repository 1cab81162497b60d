import type { Parameters } from '../../tensor/train/parameters.js';
import { brainToSingle, halfToSingle } from '../half-precision.js';
import { materialise, type Storage, type TensorView } from './tensor-view.js';
import { ELEMENT_BYTES, isTensorView } from './torch-globals.js';

/** What a file of PyTorch's holds: a pickled value, and the bytes of the storages it names. */
export interface TorchContent {
  readonly value: unknown;
  bytesOf(storage: Storage): Promise<Uint8Array<ArrayBuffer>>;
}

/** The named arrays of floating-point numbers in a dictionary, in single precision. */
export async function floatsOf({ value, bytesOf }: TorchContent): Promise<Parameters> {
  if (!(value instanceof Map)) throw new Error('it holds no dictionary of arrays');
  const found: Parameters = new Map();
  for (const { storage, views } of byStorage(value)) {
    const data = decode(await bytesOf(storage), storage);
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

const DECODERS: Readonly<Record<string, (bytes: ArrayBuffer) => Float32Array<ArrayBuffer>>> = {
  'torch.FloatStorage': (bytes) => new Float32Array(bytes),
  'torch.DoubleStorage': (bytes) => Float32Array.from(new Float64Array(bytes)),
  'torch.HalfStorage': (bytes) => halfToSingle(new Uint16Array(bytes)),
  'torch.BFloat16Storage': (bytes) => brainToSingle(new Uint16Array(bytes)),
};

function decode(bytes: Uint8Array<ArrayBuffer>, { type, key, count }: Storage): Float32Array<ArrayBuffer> {
  const decoder = DECODERS[type];
  if (decoder === undefined || bytes.length !== count * (ELEMENT_BYTES[type] ?? 0)) {
    throw new Error(`the storage ${key} does not have the size that is said of it`);
  }
  return decoder(bytes.buffer);
}
