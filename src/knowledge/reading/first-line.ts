import { asFileError } from '../../base/files.js';
import type { Member } from './members.js';

const MOST = 4096;

/** The first line of a file, or what of it lies in the first 4 KB; bytes that are not UTF-8 come garbled. */
export async function firstLine(member: Member): Promise<string> {
  try {
    const stream = await member.open();
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const [line = ''] = chunk.subarray(0, MOST).toString('utf8').split(/\r?\n/u, 1);
      return line;
    }
    return '';
  } catch (cause) {
    throw asFileError(cause, member.name);
  }
}
