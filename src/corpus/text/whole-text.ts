import { isUtf8 } from 'node:buffer';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import { byteChunks } from './byte-chunks.js';
import { notUtf8 } from './line-batches.js';

const MAX_BYTES = 450 * 1024 * 1024;

/**
 * The whole of a UTF-8 file, plain or gz, every character as it stands but for a byte order mark at the start.
 *
 * @throws HilgenError `input` where bytes are not UTF-8 or the text is longer than a string can be.
 */
export async function wholeText(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of byteChunks(path)) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) throw tooLarge(path);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw asFileError(cause, path);
  }
  return decodeUtf8(Buffer.concat(chunks), path).replace(/^\uFEFF/, '');
}

/** The bytes as text, or an error with the line where they stop being UTF-8. */
export function decodeUtf8(bytes: Buffer, where: string): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let line = 1;
  for (let from = 0; ; line++) {
    const at = bytes.indexOf(10, from);
    if (at === -1 || !isUtf8(bytes.subarray(from, at))) throw notUtf8(where, line);
    from = at + 1;
  }
}

function tooLarge(path: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: 'more than 450 MB in one piece',
    hint: 'This format is read whole. Split the file, or use one that streams: pubtator, jsonl, iob, bioc-xml.',
  });
}
