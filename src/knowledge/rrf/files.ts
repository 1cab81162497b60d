import { basename } from 'node:path';
import { Readable } from 'node:stream';
import type { Member } from '../reading/members.js';

/**
 * The file of a release by its name (`MRCONSO.RRF`), plain or gz, whole or in parts as older
 * distributions have it (`MRCONSO.RRF.aa.gz`, …). `undefined` where there is none.
 */
export function releaseFile(members: readonly Member[], name: string): Member | undefined {
  const candidates = members.filter((member) => basename(member.name).startsWith(name));
  const whole = candidates.find((member) => member.name === name);
  const packed = candidates.find((member) => member.name === `${name}.gz`);
  if (whole !== undefined || packed !== undefined) return whole ?? packed;
  const parts = candidates
    .filter((member) => /^\.[a-z]{2}(\.gz)?$/u.test(member.name.slice(name.length)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (parts.length === 0) return undefined;
  return { name, open: () => Promise.resolve(Readable.from(joined(parts))) };
}

async function* joined(parts: readonly Member[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield* (await part.open()) as AsyncIterable<Buffer>;
}
