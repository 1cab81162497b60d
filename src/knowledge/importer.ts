import type { WorkOptions } from '../base/progress.js';
import type { ImportSettings } from './import-settings.js';
import type { Scope } from './knowledge-base.js';
import type { Warn } from './warnings.js';

/** What a terminology file says of itself. */
export interface SourceHeader {
  readonly kind: 'header';
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly licence: string | undefined;
  /** What stands for the hash of a source that is no file. */
  readonly sha256?: string | undefined;
}

/** A name other than the preferred one. */
export interface Synonym {
  readonly text: string;
  readonly scope: Scope;
  /** The vocabularies that have it; those of the term where not given. */
  readonly vocabularies?: readonly string[] | undefined;
}

/** A relation from a term to another that may not have been read yet. */
export interface TermRelation {
  readonly id: string;
  readonly line: number;
  /** `is_a` where not given. */
  readonly type?: string | undefined;
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
  readonly synonyms: readonly Synonym[];
  readonly parents: readonly TermRelation[];
  readonly types: readonly TypeReference[];
  readonly xrefs: readonly string[];
  readonly obsolete: boolean;
  /** The vocabularies that have its preferred name. */
  readonly vocabularies?: readonly string[] | undefined;
  /** How little its name is the one preferred, among records of one id in one source; 0 where not given. */
  readonly rank?: number | undefined;
  /** The file has a row for each name: the importer counts them, and meeting a concept again is no mistake. */
  readonly byRows?: boolean | undefined;
}

/** A semantic type with its name. */
export interface TypeReference {
  readonly id: string;
  readonly name: string;
}

/** A relation between two terms that have been read: `parent` is what `child` is a kind (or the like) of. */
export interface Edge {
  readonly child: string;
  readonly parent: string;
  readonly type: string;
  readonly vocabulary: string;
}

/** Two ids of different sources, and how their meanings compare. */
export interface Match {
  readonly subject: string;
  readonly predicate: string;
  readonly object: string;
  readonly line: number;
}

/** Where an importer puts what it reads. */
export interface Sink {
  readonly warn: Warn;
  term(term: TermRecord): void;
  /** Whether a term of this id has been read. */
  has(id: string): boolean;
  /** Gives a term that has been read a semantic type. */
  type(id: string, type: TypeReference): void;
  definition(id: string, vocabulary: string, text: string): void;
  /** Returns false, and keeps nothing, where one end has not been read. */
  edge(edge: Edge): boolean;
  match(match: Match): void;
  /** Counts rows read, by what they hold: `names`, `relations`, … */
  read(what: string, count?: number): void;
  /** Counts rows left out on purpose, by what they hold and why. */
  leave(what: string, why: string, count?: number): void;
  /** Counts a term left out on purpose: that relations to it lead nowhere is no mistake. */
  exclude(id: string, why: string): void;
}

/** What an importer is told. */
export interface ImportTask {
  /** A file, or the folder or archive that holds several. */
  readonly path: string;
  readonly settings: ImportSettings;
  readonly sink: Sink;
  readonly work: WorkOptions;
}

/** Reads one kind of terminology into the sink, says of itself what the file says. */
export type Importer = (task: ImportTask) => Promise<SourceHeader>;
