import { PickleError, type PickleGlobal, type PickleWorld } from './pickle-machine.js';
import { checkView, type Storage, type TensorView } from './tensor-view.js';

/** Bytes of an element, by the name of the class of storage. */
export const ELEMENT_BYTES: Readonly<Record<string, number>> = {
  'torch.FloatStorage': 4,
  'torch.HalfStorage': 2,
  'torch.BFloat16Storage': 2,
  'torch.DoubleStorage': 8,
  'torch.LongStorage': 8,
  'torch.IntStorage': 4,
  'torch.ShortStorage': 2,
  'torch.CharStorage': 1,
  'torch.ByteStorage': 1,
  'torch.BoolStorage': 1,
};

/** The globals that a file of weights may name; calling them describes arrays and runs nothing. */
const GLOBALS: readonly PickleGlobal[] = [
  { name: 'collections.OrderedDict', call: (args) => orderedDict(args) },
  { name: 'torch._utils._rebuild_tensor', call: rebuildTensor },
  { name: 'torch._utils._rebuild_tensor_v2', call: rebuildTensor },
  { name: 'torch._utils._rebuild_parameter', call: ([tensor]) => tensor },
  ...Object.keys(ELEMENT_BYTES).map((name) => ({ name })),
];

/** What a pickle inside a file of PyTorch's may reach. */
export const TORCH_WORLD: PickleWorld = {
  globals: new Map(GLOBALS.map((each) => [each.name, each])),
  persistent: storageOf,
};

/** Whether a value of a pickle is an array. */
export function isTensorView(value: unknown): value is TensorView {
  return value instanceof View;
}

class View implements TensorView {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}

class StorageName implements Storage {
  constructor(
    readonly type: string,
    readonly key: string,
    readonly count: number,
  ) {}
}

function orderedDict([pairs = []]: readonly unknown[]): Map<unknown, unknown> {
  if (!Array.isArray(pairs) || !pairs.every((pair) => Array.isArray(pair))) {
    throw new PickleError('it makes a dictionary from what are no pairs');
  }
  return new Map(pairs.map(([key, value]) => [key, value]));
}

function rebuildTensor([storage, offset, shape, strides]: readonly unknown[]): TensorView {
  const isKnown = storage instanceof StorageName && Array.isArray(shape) && Array.isArray(strides);
  if (!isKnown) throw new PickleError('it describes an array without storage, shape or strides');
  return checkView(new View(storage, offset as number, shape, strides));
}

/** `('storage', class, key, device, number of elements)`; older files may add a part of another storage. */
function storageOf(id: unknown): Storage {
  const [tag, type, key, , count, part = null] = Array.isArray(id) ? id : [];
  const name = (type as Partial<PickleGlobal> | undefined)?.name ?? '';
  const isKnown = tag === 'storage' && name in ELEMENT_BYTES && typeof key === 'string' && part === null;
  if (!isKnown || !Number.isSafeInteger(count)) throw new PickleError('it names a storage of unknown form');
  return new StorageName(name, key, count);
}
