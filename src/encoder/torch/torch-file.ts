import { type FileHandle, open } from 'node:fs/promises';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import { readLegacy } from './legacy-file.js';
import { readPickle } from './pickle.js';
import { openTorchArchive, type TorchArchive } from './torch-archive.js';
import { TORCH_WORLD } from './torch-globals.js';
import { floatsOf } from './torch-state.js';

const [ZIP, PICKLE] = [0x50, 0x80];

/**
 * Reads the weights that `torch.save` wrote: a zip with a pickle, or before PyTorch 1.6 pickles
 * with numbers behind them. Nothing of a pickle is ever run (see `TORCH_WORLD`). Half, bfloat16
 * and double precision become single; arrays of whole numbers are left out.
 *
 * @throws HilgenError `input` where the file is damaged or holds more than weights.
 */
export async function readTorchFile(path: string): Promise<Parameters> {
  const file = await open(path, 'r').catch((cause) => Promise.reject(asFileError(cause, path)));
  try {
    const first = await firstByte(file, path);
    if (first === PICKLE) return await floatsOf(await readLegacy(file));
    if (first === ZIP) return await readZip(path);
    throw new Error('it is no file of PyTorch’s');
  } catch (cause) {
    throw cause instanceof HilgenError ? cause : unreadable(path, cause);
  } finally {
    await file.close();
  }
}

async function firstByte(file: FileHandle, path: string): Promise<number> {
  const head = Buffer.alloc(1);
  await file.read(head, 0, 1, 0).catch((cause) => Promise.reject(asFileError(cause, path)));
  return head.readUInt8();
}

async function readZip(path: string): Promise<Parameters> {
  const archive = await openTorchArchive(path);
  try {
    await assertLittleEndian(archive);
    const value = readPickle(await archive.read('data.pkl'), TORCH_WORLD);
    return await floatsOf({ value, bytesOf: ({ key }) => archive.read(`data/${key}`) });
  } finally {
    archive.close();
  }
}

async function assertLittleEndian(archive: TorchArchive): Promise<void> {
  if (!archive.has('byteorder')) return;
  const order = Buffer.from(await archive.read('byteorder')).toString();
  if (order !== 'little') throw new Error('its numbers are big-endian');
}

function unreadable(path: string, cause: unknown): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: `no weights can be read from it: ${(cause as Error).message}`,
    hint: 'Fetch it again (a Git LFS pointer is not the file itself), or take model.safetensors where the model has one. A file that asks for more than weights is never run.',
    cause,
  });
}
