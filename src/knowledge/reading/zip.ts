import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { Entry, ZipFile } from 'yauzl';
import { HilgenError } from '../../base/errors.js';
import { openZip } from '../../base/zip.js';
import { gunzip, type Member, type Members } from './members.js';

/** Whether a file begins as zip archives do. */
export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5);
}

/**
 * The files of a zip, by their names without folders. Nothing is unpacked to disk.
 *
 * @throws HilgenError `input` where the zip is damaged, or a name in it leads out of its folder.
 */
export async function zipMembers(path: string): Promise<Members> {
  const fail = (cause: unknown): HilgenError =>
    new HilgenError('input', {
      where: path,
      what: `damaged or unsafe zip (${(cause as Error).message})`,
      hint: 'Fetch it again, or unpack it yourself and give the folder.',
      cause,
    });
  const zip = await openZip(path).catch((cause: unknown) => {
    throw fail(cause);
  });
  try {
    const entries = await entriesOf(zip);
    return { list: entries.map((entry) => zipMember(zip, entry, fail)), close: () => zip.close() };
  } catch (cause) {
    zip.close();
    throw fail(cause);
  }
}

function zipMember(zip: ZipFile, entry: Entry, fail: (cause: unknown) => HilgenError): Member {
  const name = basename(entry.fileName);
  const openEntry = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  return {
    name,
    async open() {
      const raw = await openEntry(entry).catch((cause: unknown) => {
        throw fail(cause);
      });
      return name.endsWith('.gz') ? gunzip(raw) : raw;
    },
  };
}

function entriesOf(zip: ZipFile): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry: Entry) => {
      if (!entry.fileName.endsWith('/')) entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', reject);
    zip.readEntry();
  });
}
