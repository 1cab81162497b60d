import { statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { asFileError } from '../base/files.js';
import type { Format, Head } from './format.js';
import { FORMATS } from './formats.js';
import { byteChunks } from './text/byte-chunks.js';

const HEAD_BYTES = 1 << 16;

/** The format of an existing file or folder, told from how it begins. */
export async function detectFormat(path: string): Promise<Format> {
  const head = await headOf(path);
  return FORMATS.find((format) => format.matches(head)) as Format;
}

async function headOf(path: string): Promise<Head> {
  try {
    if (statSync(path).isDirectory()) {
      const files = await readdir(path, { recursive: true });
      return { path, files, bytes: new Uint8Array(), text: '', lines: [] };
    }
    const bytes = await firstBytes(path);
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
    const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
    return { path, files: undefined, bytes, text, lines: lines.slice(0, 20) };
  } catch (cause) {
    throw asFileError(cause, path);
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of byteChunks(path)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}
