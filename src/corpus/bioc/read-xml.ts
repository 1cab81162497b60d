import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { HilgenError } from '../../base/errors.js';
import { asFileError } from '../../base/files.js';
import type { Document } from '../document.js';
import { noSentences } from '../file-names.js';
import type { ReadOptions } from '../read-options.js';
import { byteChunks } from '../text/byte-chunks.js';
import { notUtf8 } from '../text/line-batches.js';
import { toDocument } from './to-document.js';
import { treeBuilder } from './xml-tree.js';

const MAX_DEPTH = 40;

/**
 * The documents of a BioC XML file, one after another. Entities other than XML's own five are refused, so nothing
 * expands; external ones are never fetched.
 *
 * @throws HilgenError `input` with `file:line` where the XML is malformed or is not BioC's.
 */
export async function* readBiocXml(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  const parser = new SaxesParser();
  const builder = treeBuilder((what) => failAt(path, parser.line, what));
  let depth = 0;
  parser.on('error', (error) => failAt(path, parser.line, error.message.replace(/^[^:]*:\d+:\d+: /, '')));
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    if (++depth > MAX_DEPTH) failAt(path, parser.line, `elements nested more than ${MAX_DEPTH} deep`);
    builder.open(name, attributes, parser.line);
  });
  parser.on('text', (text) => builder.text(text));
  parser.on('cdata', (text) => builder.text(text));
  parser.on('closetag', () => {
    depth--;
    builder.close();
  });
  let any = false;
  for await (const { document, line, head } of feed(path, parser, builder)) {
    any = true;
    yield toDocument(document, { path, line, head, options });
  }
  if (!any) throw noSentences(path);
}

async function* feed(
  path: string,
  parser: SaxesParser,
  builder: ReturnType<typeof treeBuilder>,
): AsyncGenerator<ReturnType<typeof builder.take>[number]> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of byteChunks(path)) {
      parser.write(decode(decoder, bytes, path, parser.line));
      yield* builder.take();
    }
    parser.write(decode(decoder, undefined, path, parser.line));
    parser.close();
    yield* builder.take();
  } catch (cause) {
    throw asFileError(cause, path, parser.line);
  }
}

function decode(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Buffer | undefined,
  path: string,
  line: number,
): string {
  try {
    return decoder.decode(bytes, { stream: bytes !== undefined });
  } catch {
    throw notUtf8(path, line);
  }
}

function failAt(path: string, line: number, what: string): never {
  throw new HilgenError('input', {
    where: `${path}:${line}`,
    what: `not readable as BioC XML: ${what.slice(0, 200)}`,
    hint: 'BioC is <collection> of <document>s of <passage>s with <offset>, <text> and <annotation>s.',
  });
}
