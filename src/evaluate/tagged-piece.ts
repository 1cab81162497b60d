import type { Scheme, Sentence } from '../corpus/index.js';
import type { RawTag } from './raw-tag.js';

/** A stretch of a file of tagged tokens, token by token; whole once the file is read. */
export interface TaggedPiece {
  source: Buffer;
  /** Where each token begins in the source, in bytes. */
  starts: Int32Array;
  /** Its length in bytes and in UTF-16 units. */
  bytes: Int32Array;
  units: Int32Array;
  /** Numbers of the tags in the file's `tags`. */
  tags: Int32Array;
}

/** What the sentences of one file share; the last two are known when the file is read. */
export interface TaggedFile {
  readonly path: string;
  readonly name: string;
  readonly tags: readonly RawTag[];
  scheme: Scheme;
  isWellFormed: boolean;
}

/** Where a sentence stands. */
export interface TaggedPlace {
  /** Its number in the file, from 1. */
  readonly number: number;
  /** Of the first token. */
  readonly line: number;
  readonly first: number;
  readonly end: number;
  readonly document?: Sentence['document'];
}
