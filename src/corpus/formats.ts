import { extname } from 'node:path';
import { HilgenError } from '../base/errors.js';
import type { Format } from './format.js';
import { biocJson } from './formats/bioc-json.js';
import { biocXml } from './formats/bioc-xml.js';
import { brat } from './formats/brat.js';
import { conll } from './formats/conll.js';
import { gliner } from './formats/gliner.js';
import { hfJsonl } from './formats/hf-jsonl.js';
import { iob } from './formats/iob.js';
import { jsonl } from './formats/jsonl.js';
import { labelStudio } from './formats/label-studio.js';
import { parquet } from './formats/parquet.js';
import { pubtator } from './formats/pubtator.js';
import { spacy } from './formats/spacy.js';
import { text } from './formats/text.js';

/** Every format; a file is of the first that recognises it. */
export const FORMATS: readonly Format[] = [
  ...[brat, parquet, biocXml, pubtator, biocJson, spacy, labelStudio, gliner, hfJsonl, jsonl],
  ...[text, conll, iob],
];

/**
 * The format that a path's extension names.
 *
 * @throws HilgenError `usage` for an extension that no format has.
 */
export function formatForWriting(path: string): Format {
  const name = path.toLowerCase().replace(/(?<!\.tar)\.gz$/, '');
  const found = FORMATS.flatMap((format) => format.extensions.map((extension) => ({ format, extension })))
    .filter(({ extension }) => name.endsWith(extension))
    .sort((a, b) => b.extension.length - a.extension.length)[0];
  if (found !== undefined) return found.format;
  const extension = extname(name);
  throw new HilgenError('usage', {
    where: path,
    what:
      extension === '' ? 'a file name without extension' : `no corpus format has the extension ${extension}`,
    hint: `Name the file with one of: ${FORMATS.flatMap(({ extensions }) => extensions).join(' ')}`,
  });
}

/**
 * The format of this name.
 *
 * @throws HilgenError `usage` for a name that no format has.
 */
export function formatNamed(name: string): Format {
  const found = FORMATS.find((format) => format.name === name);
  if (found !== undefined) return found;
  const hint = `Formats: ${FORMATS.map((format) => format.name).join(', ')}`;
  throw new HilgenError('usage', { what: `no corpus format is called ${JSON.stringify(name)}`, hint });
}
