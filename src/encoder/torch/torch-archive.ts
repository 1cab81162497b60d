import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { openZip } from '../../base/zip.js';

/** The parts of a zip as `torch.save` writes it, by name, without its one folder. */
export interface TorchArchive {
  /** Whether there is a part of this name. */
  has(name: string): boolean;
  /** A part's bytes, whose checksum is right. */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>;
  close(): void;
}

const STORED = 0;

/** Opens a zip as `torch.save` writes it; fails with plain errors that say what is wrong. */
export async function openTorchArchive(path: string): Promise<TorchArchive> {
  const zip = await openZip(path);
  try {
    const parts = await entriesOf(zip);
    return {
      has: (name) => parts.has(name),
      read: (name) => readPart(zip, name, parts.get(name)),
      close: () => zip.close(),
    };
  } catch (cause) {
    zip.close();
    throw cause;
  }
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const parts = new Map<string, Entry>();
    zip.on('entry', (entry: Entry) => {
      parts.set(entry.fileName.replace(/^[^/]*\//, ''), entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(parts));
    zip.on('error', reject);
    zip.readEntry();
  });
}

async function readPart(
  zip: ZipFile,
  name: string,
  entry: Entry | undefined,
): Promise<Uint8Array<ArrayBuffer>> {
  if (entry === undefined) throw new Error(`it has no part ${name}`);
  // PyTorch never compresses; to insist on it keeps small files from growing large in memory.
  if (entry.compressionMethod !== STORED) throw new Error(`its part ${name} is compressed`);
  const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry);
  const bytes = new Uint8Array(entry.uncompressedSize);
  let done = 0;
  let sum = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes.set(chunk, done);
    done += chunk.length;
    sum = crc32(chunk, sum);
  }
  if (done !== bytes.length || sum !== entry.crc32) throw new Error(`its part ${name} is damaged`);
  return bytes;
}
