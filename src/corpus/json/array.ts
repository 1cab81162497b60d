import type { Document } from '../document.js';
import type { Encode, WriteOptions } from '../format.js';

/** An encoder of one JSON array, an element a line: each document gives any number of elements. */
export function jsonArray(
  elements: (document: Document, options: WriteOptions) => readonly unknown[],
): Encode {
  return async function* (documents, options) {
    let isFirst = true;
    for await (const document of documents) {
      for (const element of elements(document, options)) {
        yield `${isFirst ? '[\n' : ',\n'}${JSON.stringify(element)}`;
        isFirst = false;
      }
    }
    yield isFirst ? '[]\n' : '\n]\n';
  };
}
