/** One way in which a text may differ from a name and still mean it: a switch of the matcher. */
export interface Normalisation {
  /** What it does, in one sentence for help texts and tables. */
  readonly about: string;
  /** The form under which a word is compared, in names and texts alike. */
  readonly word?: (word: string) => string;
  /** Punctuation that makes no difference, in names and texts alike. */
  readonly skips?: (mark: string) => boolean;
  /** Further spellings of a name. */
  readonly variants?: (name: string) => readonly string[];
  /** Whether a spelling of a name is taken in. */
  readonly keeps?: (name: string) => boolean;
  /** Whether a spelling is a mention by itself; else only rules meet it, as the head of one: `syndrome`. */
  readonly standsAlone?: (name: string) => boolean;
  /** Whether a name is met only in its own letter case. */
  readonly isExact?: (name: string) => boolean;
}
