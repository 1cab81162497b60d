import { PickleError, PickleMachine, type PickleWorld } from './pickle-machine.js';
import { INSTRUCTIONS, STOP } from './pickle-opcodes.js';

/**
 * The value of a pickle. Nothing of it is ever run: globals are looked up in `world`, and
 * instructions that weights do not need are refused.
 *
 * @throws PickleError where it is damaged or asks for more.
 */
export function readPickle(bytes: Uint8Array, world: PickleWorld): unknown {
  return readPickleAt(bytes, 0, world).value;
}

/** The same for a pickle that begins at a place and ends at another. */
export function readPickleAt(
  bytes: Uint8Array,
  start: number,
  world: PickleWorld,
): { value: unknown; end: number } {
  const machine = new PickleMachine(bytes, world, start);
  for (;;) {
    const opcode = machine.take(1).readUInt8();
    if (opcode === STOP) return { value: machine.pop(), end: machine.at };
    const instruction = INSTRUCTIONS[opcode];
    if (instruction === undefined) {
      throw new PickleError(`it has the instruction ${opcode}, which weights have no need of`);
    }
    instruction(machine);
  }
}
