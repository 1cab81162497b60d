import { resolve } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { type Format, formatForWriting, formatNamed } from '../corpus/index.js';

/**
 * The format that tagged documents are written in: the one named; the input's, where the output is named like it or
 * in no known way; else the one that the output's name tells.
 *
 * @throws HilgenError `usage` where mentions cannot be written so, or the output is the input.
 */
export function tagTarget(
  { path, format }: { readonly path: string; readonly format: Format },
  out: string,
  to: string | undefined,
): Format {
  if (resolve(out) === resolve(path)) {
    throw new HilgenError('usage', { where: out, what: 'the result would overwrite its source' });
  }
  const target = to === undefined ? chosen(path, format, out) : formatNamed(to);
  if (target.holds.spans) return target;
  throw new HilgenError('usage', {
    what: `${target.name} has no room for mentions`,
    hint: 'Name another format: --to jsonl',
  });
}

function chosen(path: string, format: Format, out: string): Format {
  if (!format.holds.spans) return formatForWriting(out);
  if (extensionOf(out) === extensionOf(path) || extensionOf(out) === '') return format;
  return formatForWriting(out);
}

function extensionOf(path: string): string {
  return /\.[^./\\]+$/.exec(path.toLowerCase().replace(/\.gz$/, ''))?.[0] ?? '';
}
