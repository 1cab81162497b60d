import { PickleError, type PickleGlobal, type PickleWorld } from './pickle-machine.js';
import { checkView, type Storage, type TensorView } from './tensor-view.js';

const STORAGES = ['Float', 'Half', 'BFloat16', 'Double', 'Long', 'Int', 'Short', 'Char', 'Byte', 'Bool'];

/** The globals that a file of weights may name; calling them describes arrays and runs nothing. */
const GLOBALS: readonly PickleGlobal[] = [
  { name: 'collections.OrderedDict', call: (args) => orderedDict(args) },
  { name: 'torch._utils._rebuild_tensor', call: rebuildTensor },
  { name: 'torch._utils._rebuild_tensor_v2', call: rebuildTensor },
  { name: 'torch._utils._rebuild_parameter', call: ([tensor]) => tensor },
  ...STORAGES.map((kind) => ({ name: `torch.${kind}Storage` })),
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

/** `('storage', class, key, device, number of elements)`. */
function storageOf(id: unknown): Storage {
  const [tag, type, key, , count] = Array.isArray(id) ? id : [];
  const name = (type as Partial<PickleGlobal> | undefined)?.name ?? '';
  const isKnown = tag === 'storage' && name.endsWith('Storage') && typeof key === 'string';
  if (!isKnown || !Number.isSafeInteger(count)) throw new PickleError('it names a storage of unknown form');
  return new StorageName(name, key, count);
}
