import { basename } from 'node:path';
import { HilgenError } from '../base/errors.js';

/** The file's name without folder, `.gz` and extension: the stem of its sentences' ids. */
export function corpusName(path: string): string {
  const name = basename(path).replace(/\.gz$/i, '');
  return name.replace(/(?<=.)\.[^.]+$/, '');
}

/** The error for a corpus that holds nothing. */
export function noSentences(path: string): HilgenError {
  return new HilgenError('input', {
    where: path,
    what: 'no sentences in this file',
    hint: 'Is it the right file? hilgen corpus convert --help lists the formats.',
  });
}
