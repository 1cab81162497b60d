import type { Scope } from './knowledge-base.js';
import type { Warn } from './warnings.js';

/** What a terminology file says of itself. */
export interface SourceHeader {
  readonly kind: 'header';
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly licence: string | undefined;
}

/** One concept as a file has it, before references are resolved. */
export interface TermRecord {
  readonly kind: 'term';
  readonly id: string;
  /** Line where it begins, from 1. */
  readonly line: number;
  readonly name: string | undefined;
  readonly altIds: readonly string[];
  readonly definition: string | undefined;
  readonly synonyms: readonly { readonly text: string; readonly scope: Scope }[];
  readonly parents: readonly { readonly id: string; readonly line: number }[];
  readonly types: readonly { readonly id: string; readonly name: string }[];
  readonly xrefs: readonly string[];
  readonly obsolete: boolean;
}

/** Reads one kind of terminology file: the header first, then every term. */
export type Importer = (path: string, warn: Warn) => AsyncIterable<SourceHeader | TermRecord>;
