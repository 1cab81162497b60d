import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { asFileError, writeFileAtomic } from '../../base/files.js';
import type { FewShotSample, SampleOptions, Shortfall } from './few-shot.js';

/** What is kept beside a sample so that it can be drawn again and checked. */
export interface SampleRecord {
  readonly mode: string;
  readonly shots: number;
  readonly seed: number;
  /** The file it was drawn from, and its bytes' SHA-256 in hexadecimal. */
  readonly source: string;
  readonly sha256: string;
  readonly ids: readonly string[];
  readonly shortfalls: readonly Shortfall[];
}

/** Where the record of the sample at `path` stands: `few.jsonl` has `few.ids.json`. */
export function recordPath(path: string): string {
  return `${path.replace(/\.[^./\\]*$/, '')}.ids.json`;
}

/** The record of a sample that was drawn from the file `source`. */
export async function recordOf(
  { sentences, shortfalls }: FewShotSample,
  { mode, shots, seed }: SampleOptions,
  source: string,
): Promise<SampleRecord> {
  const ids = sentences.map(({ id }) => id);
  return { mode, shots, seed, source, sha256: await sha256OfFile(source), ids, shortfalls };
}

/** Writes the record as JSON. */
export async function writeRecord(path: string, record: SampleRecord): Promise<void> {
  await writeFileAtomic(path, `${JSON.stringify(record, null, 2)}\n`);
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (cause) {
    throw asFileError(cause, path);
  }
  return hash.digest('hex');
}
