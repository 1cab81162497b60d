/** A word of a text with its normalised form. Offsets are UTF-16 code units, half-open. */
export interface Word {
  readonly start: number;
  readonly end: number;
  readonly key: string;
  /** `mark` is punctuation, which look-up keys leave out. */
  readonly kind: 'word' | 'mark';
}

const PIECES =
  /(?<word>[\p{L}\p{N}\p{M}]+)(?<possessive>\s*['\u2018\u2019\u02bc\u2032]\s*[sS](?![\p{L}\p{N}\p{M}]))?|(?<mark>[\p{P}])|(?<symbol>[^\s\p{C}])/gu;

/**
 * The words of a text: runs of letters, digits and combining marks, in NFKC and lower case. A
 * possessive `'s` joins its word, spaced or not (`Parkinson ' s` is `parkinsons`). A symbol (`+`,
 * `%`, `<`) is a word of its own; punctuation comes as `mark`.
 */
export function words(text: string): Word[] {
  return Array.from(text.matchAll(PIECES), (match) => {
    const { word, possessive, mark } = match.groups ?? {};
    const key = word === undefined ? match[0] : possessive === undefined ? word : `${word}s`;
    return {
      start: match.index,
      end: match.index + match[0].length,
      key: key.normalize('NFKC').toLowerCase(),
      kind: mark === undefined ? 'word' : 'mark',
    };
  });
}

const SHORT = 3;

/** Whether fewer than three letters and digits are left once punctuation is gone. */
export function isShort(pieces: readonly Word[]): boolean {
  let length = 0;
  for (const { key, kind } of pieces) if (kind === 'word') length += key.length;
  return length < SHORT;
}

/**
 * The look-up key of a name: its words (see `words`) joined by single spaces. Case, the number of
 * spaces, hyphens, dashes, commas, brackets, apostrophes and other punctuation make no difference;
 * where words divide does (`A-T` is not `AT`). A name of fewer than three letters and digits keeps
 * its punctuation, so that `e-` is not `e`. Empty where nothing is left.
 */
export function nameKey(name: string): string {
  const plain = plainKey(name);
  if (plain !== undefined) return plain;
  const pieces = words(name);
  const kept = isShort(pieces) ? pieces : pieces.filter(({ kind }) => kind === 'word');
  return kept.map(({ key }) => key).join(' ');
}

/** Keys this long hold at least three letters and digits, whatever the spaces. */
const LONG_KEY = 2 * SHORT - 1;

/** The key of an ASCII name without apostrophes, five times as fast; `undefined` for any other. */
function plainKey(name: string): string | undefined {
  if (!/^[\x20-\x26\x28-\x7e]*$/.test(name)) return undefined;
  const key =
    name
      .toLowerCase()
      .match(/[a-z0-9]+|[$+<=>^`|~]/g)
      ?.join(' ') ?? '';
  return key.length < LONG_KEY ? undefined : key;
}
