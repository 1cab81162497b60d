import { readBrat } from '../brat/read.js';
import { writeBrat } from '../brat/write.js';
import { type Format, HOLDS_ALL } from '../format.js';

/** BRAT standoff: a folder or .tar.gz of .txt and .ann files. */
export const brat: Format = {
  name: 'brat',
  title: 'BRAT standoff: a folder or .tar.gz of .txt and .ann files',
  extensions: ['.tar.gz', '.tgz'],
  holds: { ...HOLDS_ALL, relations: 'mentions', scores: false, documentAttributes: false, rest: ['brat'] },
  matches: ({ files, bytes }) =>
    files?.some((name) => name.endsWith('.ann')) ??
    Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar',
  read: readBrat,
  encode: undefined,
  write: writeBrat,
};
