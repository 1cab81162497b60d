import { z } from 'zod';
import type { Document } from '../document.js';
import { jsonRecords } from '../json/records.js';
import type { ReadOptions } from '../read-options.js';
import { type BiocHead, biocDocument, NO_HEAD } from './collection.js';
import { fromDocument, headOf } from './from-document.js';
import { toDocument } from './to-document.js';

const text = z.string().default('');
const collection = z.object({ source: text, date: text, key: text, documents: z.array(z.unknown()) });

/**
 * The documents of BioC JSON: a collection, several of them, or one document a line as PubTator exports them.
 *
 * @throws HilgenError `input` with the place of the first malformed value.
 */
export async function* readBiocJson(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  for await (const { value, line, parse } of jsonRecords(path)) {
    const inner = collectionIn(value);
    if (inner === undefined) yield toDocument(parse(biocDocument), { path, line, head: NO_HEAD, options });
    else {
      const { documents, ...head } = parse(collection, inner.value, inner.path);
      for (const [index, one] of documents.entries()) {
        const read = parse(biocDocument, one, [...inner.path, 'documents', index]);
        yield toDocument(read, { path, line, head: head as BiocHead, options });
      }
    }
  }
}

/** PubTator3 puts its documents under its own name. */
function collectionIn(value: unknown): { value: unknown; path: (string | number)[] } | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('documents' in value) return { value, path: [] };
  if ('PubTator3' in value) return { value: { documents: value.PubTator3 }, path: ['PubTator3'] };
  return undefined;
}

/** A BioC collection as JSON, document by document. */
export async function* biocJson(documents: AsyncIterable<Document>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const document of documents) {
    const { source, date, key } = headOf(document);
    if (isFirst) yield `${JSON.stringify({ source, date, key, infons: {} }).slice(0, -1)},"documents":[\n`;
    yield `${isFirst ? '' : ',\n'}${JSON.stringify(fromDocument(document))}`;
    isFirst = false;
  }
  if (!isFirst) yield '\n]}\n';
}
