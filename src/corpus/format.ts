import type { Document } from './document.js';
import type { ReadOptions } from './read-options.js';
import type { Scheme } from './scheme.js';

/** What a form of storage has room for. */
export interface Holds {
  /** Mentions at all. */
  readonly spans: boolean;
  /** Mentions that nest, cross or share a place. */
  readonly overlaps: boolean;
  readonly fragments: boolean;
  readonly concepts: boolean;
  readonly scores: boolean;
  /** Attributes of mentions: all, or those of these names. */
  readonly attributes: boolean | readonly string[];
  /** Relations: all, those whose arguments are or have concepts, those whose arguments are or mean mentions, none. */
  readonly relations: 'all' | 'concepts' | 'mentions' | 'none';
  /** Line ends inside a document's text. */
  readonly lineEnds: boolean;
  /** Attributes of documents and of their sections. */
  readonly documentAttributes: boolean;
  /** Stretches of which nobody knows whether they hold mentions. */
  readonly unknown: boolean;
  /** Under which names it understands the lines that `Document.rest` keeps. */
  readonly rest: boolean | readonly string[];
}

/** Room for all that sources say; what is unknown has a place in our own format only. */
export const HOLDS_ALL: Holds = {
  ...{ spans: true, overlaps: true, fragments: true, concepts: true, scores: true, attributes: true },
  ...{ relations: 'all', lineEnds: true, documentAttributes: true, rest: true, unknown: false },
};

/** Room for flat mentions and nothing else, as in files of tagged tokens. */
export const HOLDS_TAGS: Holds = {
  ...{ spans: true, overlaps: false, fragments: false, concepts: false, scores: false, attributes: false },
  ...{ relations: 'none', lineEnds: true, documentAttributes: false, rest: false, unknown: false },
};

/** No room for what surrounds the mentions. */
export const NO_REST = { documentAttributes: false, rest: false } as const;

/** What a format is recognised by. */
export interface Head {
  readonly path: string;
  /** Names of the files, where the path is a folder. */
  readonly files: readonly string[] | undefined;
  /** The first bytes, unpacked. */
  readonly bytes: Uint8Array;
  /** The same as text, less what broke off at the end. */
  readonly text: string;
  /** The first lines that are not blank. */
  readonly lines: readonly string[];
}

/** Settings of the writers; each heeds its own. */
export interface WriteOptions {
  /** The tag scheme of tagged tokens; IOB2 where not given. */
  readonly scheme?: Scheme | undefined;
}

/** A form in which corpora are stored. */
export interface Format {
  /** As typed on the command line. */
  readonly name: string;
  readonly title: string;
  /** With the dot; the first is the usual one. Empty for folders. */
  readonly extensions: readonly string[];
  readonly holds: Holds;
  /** Whether a file that begins like this is of this form; the first in the table that says so has it. */
  readonly matches: (head: Head) => boolean;
  readonly read: (path: string, options?: ReadOptions) => AsyncIterable<Document>;
  /** The content of a file. */
  readonly encode: Encode | undefined;
  /** Of a form that is more than one file of text: writes it whole or not at all. */
  readonly write?: (path: string, documents: AsyncIterable<Document>, options: WriteOptions) => Promise<void>;
}

/** Documents as the pieces of a text file. */
export interface Encode {
  (documents: AsyncIterable<Document>, options: WriteOptions): AsyncIterable<string>;
  /** Where the file is nothing but its documents one behind another: a document's text. */
  readonly one?: (document: Document, options: WriteOptions) => string;
}

const CHUNK_CHARACTERS = 1 << 16;

/** An encoder that writes each document for itself, several of them in one piece. */
export function each(one: (document: Document, options: WriteOptions) => string): Encode {
  async function* encode(documents: AsyncIterable<Document>, options: WriteOptions): AsyncGenerator<string> {
    let chunk: string[] = [];
    let length = 0;
    for await (const document of documents) {
      const text = one(document, options);
      chunk.push(text);
      length += text.length;
      if (length < CHUNK_CHARACTERS) continue;
      yield chunk.join('');
      chunk = [];
      length = 0;
    }
    if (length > 0) yield chunk.join('');
  }
  return Object.assign(encode, { one });
}
