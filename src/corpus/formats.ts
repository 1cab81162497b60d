import { extname } from 'node:path';
import { HilgenError } from '../base/errors.js';
import { biocJson, readBiocJson } from './bioc/json.js';
import { readBiocXml } from './bioc/read-xml.js';
import { biocXml } from './bioc/write-xml.js';
import { readBrat } from './brat/read.js';
import { writeBrat } from './brat/write.js';
import { readConll } from './conll.js';
import { conllOf, iobOf } from './conll-write.js';
import { each, type Format, HOLDS_ALL, HOLDS_TAGS } from './format.js';
import { jsonlOf, readJsonl } from './jsonl.js';
import { readPubtator } from './pubtator/read.js';
import { pubtatorOf } from './pubtator/write.js';
import { firstKey, isJsonLike, TAGGED } from './sniff-rules.js';

/** Documents of title and abstract with mentions below, as PubTator has them. */
const pubtator: Format = {
  name: 'pubtator',
  title: 'PubTator: title, abstract, mentions with concepts, relations between concepts',
  extensions: ['.pubtator'],
  holds: {
    ...HOLDS_ALL,
    fragments: false,
    scores: false,
    attributes: false,
    relations: 'concepts',
    lineEnds: false,
    rest: false,
  },
  matches: ({ lines }) => /^[^|\t]+\|[ta]\|/.test(lines[0] ?? ''),
  read: readPubtator,
  encode: each(pubtatorOf),
};

const brat: Format = {
  name: 'brat',
  title: 'BRAT standoff: a folder or .tar.gz of .txt and .ann files',
  extensions: ['.tar.gz', '.tgz'],
  holds: { ...HOLDS_ALL, scores: false, rest: false },
  matches: ({ files, bytes }) =>
    files?.some((name) => name.endsWith('.ann')) ??
    Buffer.from(bytes.subarray(257, 262)).toString('latin1') === 'ustar',
  read: readBrat,
  encode: undefined,
  write: writeBrat,
};

const biocXmlFormat: Format = {
  name: 'bioc-xml',
  title: 'BioC in XML: passages, mentions with infons, relations',
  extensions: ['.xml'],
  holds: { ...HOLDS_ALL, rest: false },
  matches: ({ text }) => /^\s*<(\?xml|!DOCTYPE|collection)/.test(text),
  read: readBiocXml,
  encode: biocXml,
};

const biocJsonFormat: Format = {
  name: 'bioc-json',
  title: 'BioC in JSON',
  extensions: ['.bioc.json'],
  holds: { ...HOLDS_ALL, rest: false },
  matches: (head) => isJsonLike(head) && firstKey(head, ['documents', 'passages', 'PubTator3']),
  read: readBiocJson,
  encode: biocJson,
};

/** One JSON object a line: nothing is lost in it. */
const jsonl: Format = {
  name: 'jsonl',
  title: 'JSON Lines, hilgen’s own: everything; also read: Prodigy, doccano',
  extensions: ['.jsonl', '.ndjson'],
  holds: HOLDS_ALL,
  matches: isJsonLike,
  read: readJsonl,
  encode: each(jsonlOf),
};

const conll: Format = {
  name: 'conll',
  title: 'CoNLL: a token a line, two columns more, its tag; -DOCSTART- before documents',
  extensions: ['.conll2003'],
  holds: HOLDS_TAGS,
  matches: ({ lines }) => {
    const tagged = lines.find((line) => !line.startsWith('-DOCSTART-')) ?? '';
    return TAGGED.test(tagged) && tagged.trim().split(/\t| +/).length > 2;
  },
  read: readConll,
  encode: each(conllOf),
};

/** Files of one token and tag a line. */
const iob: Format = {
  name: 'iob',
  title: 'a token and its tag a line: IOB1, IOB2, IO, IOBES, BILOU',
  extensions: ['.tsv', '.iob', '.iob2', '.bio', '.conll', '.txt'],
  holds: HOLDS_TAGS,
  matches: () => true,
  read: readConll,
  encode: each(iobOf),
};

/** Every format; a file is of the first that recognises it. */
export const FORMATS: readonly Format[] = [brat, biocXmlFormat, pubtator, biocJsonFormat, jsonl, conll, iob];

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
