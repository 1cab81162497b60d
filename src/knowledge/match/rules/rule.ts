import type { Meaning } from '../entries.js';
import type { Match } from '../find.js';

/** What a rule may ask of the dictionary. */
export interface Dictionary {
  /** What a text means that is a name as a whole. */
  readonly lookup: (text: string) => readonly Meaning[];
  /** Whether some name begins with a word, ends with another, and is a name without its first word too. */
  readonly leads: (first: string, last: string) => boolean;
}

/** One way in which the ends of a match are moved, or its neighbours joined to it: a switch of the matcher. */
export interface Rule {
  /** What it does, in one sentence for help texts and tables. */
  readonly about: string;
  /** The matches of a text, changed. They come and go in order, not overlapping. */
  readonly apply: (matches: readonly Match[], text: string, dictionary: Dictionary) => readonly Match[];
}
