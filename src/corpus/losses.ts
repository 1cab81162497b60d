import type { Span } from './sentence.js';

/** What a conversion left out, of one kind. */
export interface Loss {
  readonly kind: string;
  readonly count: number;
  /** The first few: the document, and the mention where it is one. */
  readonly examples: readonly string[];
  /** Whether it is left out only where a policy says how. */
  readonly needsPolicy: boolean;
}

/** Counts what is left out. */
export interface Losses {
  add(kind: string, document: string, span?: Span): void;
  /** Something for which a policy must be named. */
  conflict(kind: string, document: string, span: Span): void;
  list(): Loss[];
}

const EXAMPLES = 5;

/** Starts an account of what is left out. */
export function countLosses(): Losses {
  const kinds = new Map<string, { count: number; examples: string[]; needsPolicy: boolean }>();
  const count = (kind: string, needsPolicy: boolean, document: string, span?: Span): void => {
    let entry = kinds.get(kind);
    if (entry === undefined) {
      entry = { count: 0, examples: [], needsPolicy };
      kinds.set(kind, entry);
    }
    entry.count++;
    if (entry.examples.length < EXAMPLES)
      entry.examples.push(span === undefined ? document : describe(document, span));
  };
  return {
    add: (kind, document, span) => count(kind, false, document, span),
    conflict: (kind, document, span) => count(kind, true, document, span),
    list: () => Array.from(kinds, ([kind, entry]) => ({ kind, ...entry })),
  };
}

function describe(document: string, { start, end, label }: Span): string {
  return `${document}: ${label} ${start}–${end}`;
}
