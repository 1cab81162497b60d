import type { Document } from '../document.js';
import type { Encode, WriteOptions } from '../format.js';
import { inChunks } from '../text/chunks.js';

/** An encoder of one JSON array, an element a line: each document gives any number of elements. */
export function jsonArray(
  elements: (document: Document, options: WriteOptions) => readonly unknown[],
): Encode {
  return (documents, options) => inChunks(arrayOf(documents, (document) => elements(document, options)));
}

async function* arrayOf(
  documents: AsyncIterable<Document>,
  elements: (document: Document) => readonly unknown[],
): AsyncGenerator<string> {
  let isFirst = true;
  for await (const document of documents) {
    for (const element of elements(document)) {
      yield `${isFirst ? '[\n' : ',\n'}${JSON.stringify(element)}`;
      isFirst = false;
    }
  }
  yield isFirst ? '[]\n' : '\n]\n';
}
