import { PickleError, type PickleGlobal, type PickleMachine } from './pickle-machine.js';

type Instruction = (machine: PickleMachine) => void;

/** The instruction that ends a pickle. */
export const STOP = 0x2e;

/**
 * The instructions that files of weights consist of (Python's pickle, protocols 2 to 5). Those that
 * make objects of classes without being asked through `REDUCE` are left out on purpose.
 */
export const INSTRUCTIONS: Readonly<Record<number, Instruction>> = {
  // Frames and protocol: nothing depends on them.
  128: (m) => void m.take(1),
  149: (m) => void m.take(8),
  // Constants.
  78: (m) => m.push(null),
  136: (m) => m.push(true),
  137: (m) => m.push(false),
  75: (m) => m.push(m.take(1).readUInt8()),
  77: (m) => m.push(m.take(2).readUInt16LE()),
  74: (m) => m.push(m.take(4).readInt32LE()),
  138: (m) => m.push(longOf(m.take(m.take(1).readUInt8()))),
  71: (m) => m.push(m.take(8).readDoubleBE()),
  140: (m) => m.push(m.take(m.take(1).readUInt8()).toString('utf8')),
  88: (m) => m.push(m.take(m.take(4).readUInt32LE()).toString('utf8')),
  // Lists, tuples and dictionaries.
  40: (m) => void m.marks.push(m.stack.length),
  93: (m) => m.push([]),
  41: (m) => m.push([]),
  125: (m) => m.push(new Map()),
  116: (m) => m.push(m.popMark()),
  133: (m) => m.push([m.pop()]),
  134: (m) => m.push([m.pop(), m.pop()].reverse()),
  135: (m) => m.push([m.pop(), m.pop(), m.pop()].reverse()),
  97: (m) => append(m, [m.pop()]),
  101: (m) => append(m, m.popMark()),
  115: (m) => setItems(m, [m.pop(), m.pop()].reverse()),
  117: (m) => setItems(m, m.popMark()),
  // The memo.
  113: (m) => void m.memo.set(m.take(1).readUInt8(), m.top()),
  114: (m) => void m.memo.set(m.take(4).readUInt32LE(), m.top()),
  148: (m) => void m.memo.set(m.memo.size, m.top()),
  104: (m) => recall(m, m.take(1).readUInt8()),
  106: (m) => recall(m, m.take(4).readUInt32LE()),
  // What lies outside the pickle.
  99: (m) => m.push(m.global(m.takeLine(), m.takeLine())),
  147: (m) => stackGlobal(m),
  81: (m) => m.push(m.world.persistent(m.pop())),
  82: (m) => reduce(m),
  98: (m) => build(m),
};

/** A number, or a bigint where double precision cannot hold it. */
function longOf(bytes: Buffer): number | bigint {
  let value = 0n;
  for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
  const signed = BigInt.asIntN(8 * bytes.length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

function append(machine: PickleMachine, values: readonly unknown[]): void {
  const list = machine.top();
  if (!Array.isArray(list)) throw new PickleError('it appends to what is no list');
  for (const value of values) list.push(value);
}

function setItems(machine: PickleMachine, pairs: readonly unknown[]): void {
  const map = machine.top();
  if (!(map instanceof Map) || pairs.length % 2 !== 0)
    throw new PickleError('it fills what is no dictionary');
  for (let at = 0; at < pairs.length; at += 2) map.set(pairs[at], pairs[at + 1]);
}

function recall(machine: PickleMachine, key: number): void {
  if (!machine.memo.has(key)) throw new PickleError('it recalls what it never kept');
  machine.push(machine.memo.get(key));
}

function stackGlobal(machine: PickleMachine): void {
  const [name, module] = [machine.pop(), machine.pop()];
  machine.push(machine.global(String(module), String(name)));
}

function reduce(machine: PickleMachine): void {
  const args = machine.pop();
  const { call, name } = (machine.pop() ?? {}) as Partial<PickleGlobal>;
  if (!Array.isArray(args) || typeof call !== 'function') {
    throw new PickleError(`it calls ${name ?? 'a value'}, which is no function of weights`);
  }
  machine.push(call(args));
}

/** The state of a dictionary (PyTorch's `_metadata`) says nothing about weights; nothing else may have one. */
function build(machine: PickleMachine): void {
  machine.pop();
  if (!(machine.top() instanceof Map)) throw new PickleError('it sets the state of what is no dictionary');
}
