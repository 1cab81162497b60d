import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPickle } from './pickle.js';
import { PickleError } from './pickle-machine.js';
import { TORCH_WORLD } from './torch-globals.js';

const read = (...bytes: (number | string)[]): unknown =>
  readPickle(
    Buffer.concat(bytes.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.of(part)))),
    TORCH_WORLD,
  );

test('any bytes are read or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        readPickle(bytes, TORCH_WORLD);
      } catch (error) {
        expect(error).toBeInstanceOf(PickleError);
      }
    }),
    { numRuns: 5000 },
  );
});

test.each([
  ['another function', ['cos\nsystem\n.'], 'os.system'],
  ['a name that objects inherit', ['cconstructor\ncall\n.'], 'constructor.call'],
  ['a call of a value', ['}(tR.'], 'it calls a value'],
  ['a call of a class that is only named', ['ctorch\nFloatStorage\n(tR.'], 'it calls torch.FloatStorage'],
  ['the state of a function', ['ccollections\nOrderedDict\n}b.'], 'it sets the state'],
  ['an object made without a call', ['(ios\nsystem\n.'], 'the instruction 105'],
  ['a dictionary of no pairs', ['ccollections\nOrderedDict\n(K\u0001tR.'], 'no pairs'],
  ['an array without a storage', ['ctorch._utils\n_rebuild_tensor_v2\n(tR.'], 'without storage'],
  ['a storage of unknown form', ['(tQ.'], 'unknown form'],
  ['a memory never kept', ['h\u0001.'], 'never kept'],
  ['appending to a dictionary', ['}Na.'], 'no list'],
  ['filling a list', [']NNs.'], 'no dictionary'],
  ['taking from an empty stack', ['0.'], 'the instruction 48'],
  ['ending with an empty stack', ['.'], 'takes more than there is'],
  ['taking below a mark', ['N(a.'], 'takes more than there is'],
  ['no end', ['}'], 'cut short'],
  ['a text longer than the pickle', ['X', 255, 255, 255, 255, 'a.'], 'cut short'],
])('%s is refused', (_, program, message) => {
  expect(() => read(...program)).toThrow(PickleError);
  expect(() => read(...program)).toThrow(message);
});

test('whole numbers of any length are read', () => {
  expect(read(138, 1, 0xff, '.')).toBe(-1);
  expect(read(138, 0, '.')).toBe(0);
  expect(read(138, 6, 0, 0, 0, 0, 0, 1, '.')).toBe(2 ** 40);
  expect(read(138, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1, '.')).toBe(2n ** 64n);
});
