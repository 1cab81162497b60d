import { type FileHandle, open } from 'node:fs/promises';
import { endianness } from 'node:os';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { asFileError, writeFileAtomic } from '../base/files.js';
import { sizeOf } from '../tensor/shape.js';
import type { Parameters } from '../tensor/train/parameters.js';
import { brainToSingle, halfToSingle } from './half-precision.js';

const entry = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

const headerSchema = z.record(z.string(), z.unknown());

const MAX_HEADER_BYTES = 100 * 1024 * 1024;

/**
 * Reads a safetensors file (an 8-byte header length, a JSON header, little-endian data).
 * Half-precision and bfloat16 values become single precision; integer tensors are left out.
 *
 * @throws HilgenError `input` where the file is cut short or its header does not fit its data.
 */
export async function readSafetensors(path: string): Promise<Parameters> {
  const file = await open(path, 'r').catch((cause) => Promise.reject(asFileError(cause, path)));
  try {
    const { size } = await file.stat();
    const length = Buffer.alloc(8);
    await file.read(length, 0, 8, 0);
    const headerBytes = Number(length.readBigUInt64LE());
    if (size < 8 || headerBytes > Math.min(size - 8, MAX_HEADER_BYTES))
      throw damaged(path, 'its header is cut short');
    const header = Buffer.alloc(headerBytes);
    await file.read(header, 0, headerBytes, 8);
    return await readArrays(file, header, size, path);
  } catch (cause) {
    throw asFileError(cause, path);
  } finally {
    await file.close();
  }
}

/** Writes all parameters as single-precision safetensors, in the order of the map. */
export async function writeSafetensors(path: string, parameters: Parameters): Promise<void> {
  if (endianness() !== 'LE')
    throw new HilgenError('internal', { what: 'big-endian machines are not supported' });
  let at = 0;
  const header: Record<string, unknown> = { __metadata__: { format: 'pt' } };
  for (const [name, { shape, data }] of parameters) {
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + data.byteLength] };
    at += data.byteLength;
  }
  const text = JSON.stringify(header);
  const padded = Buffer.from(text.padEnd(Math.ceil(Buffer.byteLength(text) / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const arrays = [...parameters.values()].map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  );
  await writeFileAtomic(path, [length, padded, ...arrays]);
}

/** Reads array by array, so that no byte is held twice. */
async function readArrays(
  file: FileHandle,
  header: Buffer,
  fileSize: number,
  path: string,
): Promise<Parameters> {
  const parameters: Parameters = new Map();
  const dataAt = 8 + header.length;
  for (const [name, value] of Object.entries(parseHeader(header, path))) {
    if (name === '__metadata__') continue;
    const { dtype, shape, start, end } = placeOf(name, value, fileSize - dataAt, path);
    const decoder = DECODERS[dtype];
    if (decoder === undefined) continue;
    if (end - start !== sizeOf(shape) * decoder.bytes)
      throw damaged(path, `"${name}" does not have the size of its shape`);
    const bytes = new Uint8Array(end - start);
    await readFully(file, bytes, dataAt + start);
    parameters.set(name, { shape, data: decoder.decode(bytes) });
  }
  return parameters;
}

interface Place {
  readonly dtype: string;
  readonly shape: number[];
  readonly start: number;
  readonly end: number;
}

function placeOf(name: string, value: unknown, dataBytes: number, path: string): Place {
  const parsed = entry.safeParse(value);
  if (!parsed.success) throw damaged(path, `its entry "${name}" is malformed`);
  const { dtype, shape, data_offsets } = parsed.data;
  const [start, end] = data_offsets;
  if (end > dataBytes || start > end) throw damaged(path, `"${name}" lies beyond its end`);
  return { dtype, shape, start, end };
}

async function readFully(file: FileHandle, target: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < target.length) {
    const length = Math.min(target.length - done, 1 << 30);
    const { bytesRead } = await file.read(target, done, length, position + done);
    if (bytesRead === 0) return;
    done += bytesRead;
  }
}

function parseHeader(header: Buffer, path: string): Record<string, unknown> {
  try {
    return headerSchema.parse(JSON.parse(header.toString('utf8')));
  } catch {
    throw damaged(path, 'its header is not a JSON object');
  }
}

function damaged(path: string, what: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: `not a whole safetensors file: ${what}`,
    hint: 'Fetch it again; a Git LFS pointer (a text of three lines) is not the file itself.',
  });
}

interface Decoder {
  readonly bytes: number;
  decode(bytes: Uint8Array<ArrayBuffer>): Float32Array<ArrayBuffer>;
}

const DECODERS: Readonly<Record<string, Decoder>> = {
  F32: { bytes: 4, decode: (bytes) => new Float32Array(bytes.buffer) },
  BF16: { bytes: 2, decode: (bytes) => brainToSingle(new Uint16Array(bytes.buffer)) },
  F16: { bytes: 2, decode: (bytes) => halfToSingle(new Uint16Array(bytes.buffer)) },
};
