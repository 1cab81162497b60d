import { HilgenError } from '../base/errors.js';

/** What an importer puts up with, one word a kind. */
export type WarningKind =
  | 'malformed line'
  | 'not UTF-8'
  | 'no name'
  | 'duplicate id'
  | 'unknown parent'
  | 'obsolete parent'
  | 'own parent'
  | 'unknown id'
  | 'match within a source'
  | 'missing file';

/** All warnings of one kind: how many, and the first ten. */
export interface WarningSummary {
  readonly kind: string;
  readonly count: number;
  /** `file:line: what`. */
  readonly examples: readonly string[];
}

/** Takes down one warning. */
export type Warn = (kind: WarningKind, where: string, what: string) => void;

const EXAMPLES = 10;
const LONGEST = 200;

/** Counts warnings and keeps the first ten of each kind, each cut to 200 characters. */
export function warningLog(): { readonly warn: Warn; readonly summary: () => WarningSummary[] } {
  const kinds = new Map<WarningKind, { count: number; examples: string[] }>();
  const warn: Warn = (kind, where, what) => {
    const entry = kinds.get(kind) ?? { count: 0, examples: [] };
    entry.count++;
    if (entry.examples.length < EXAMPLES) entry.examples.push(`${where}: ${printable(what)}`);
    kinds.set(kind, entry);
  };
  const summary = (): WarningSummary[] =>
    Array.from(kinds, ([kind, { count, examples }]) => ({ kind, count, examples }));
  return { warn, summary };
}

/** Makes an error of the first warning. */
export const strictWarn: Warn = (kind, where, what) => {
  throw new HilgenError('input', {
    where,
    what: `${kind}: ${printable(what)}`,
    hint: 'Mend the file, or build without --strict to have such places counted and left out.',
  });
};

/** Shortened, and without the control characters that a terminal would obey. */
export function printable(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short.replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
