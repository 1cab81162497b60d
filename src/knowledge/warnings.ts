/** What an importer puts up with, one word a kind. */
export type WarningKind =
  | 'malformed line'
  | 'no name'
  | 'duplicate id'
  | 'unknown parent'
  | 'obsolete parent'
  | 'own parent';

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
    if (entry.examples.length < EXAMPLES) entry.examples.push(`${where}: ${shorten(what)}`);
    kinds.set(kind, entry);
  };
  const summary = (): WarningSummary[] =>
    Array.from(kinds, ([kind, { count, examples }]) => ({ kind, count, examples }));
  return { warn, summary };
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
