/** What a UTF-16 code unit is to the matcher. A surrogate is judged by the character that it is half of. */
export const KINDS = { unseen: 0, space: 1, letter: 2, greek: 3, soft: 4, hard: 5, symbol: 6 } as const;

const kinds = new Uint8Array(0x10000);

// Marks that may stand between two words of one name: a hyphen, an apostrophe, a comma or a slash.
const SOFT = /[\p{Pd}'\u2018\u2019\u02bc\u2032,/]/u;

/** The kind of the code unit at an index of the text; see `KINDS`. */
export function kindAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  const known = kinds[unit] as number;
  if (known !== KINDS.unseen) return known;
  if (unit >= 0xd800 && unit < 0xe000) return kindOf(characterAround(text, at));
  const kind = kindOf(text[at] as string);
  kinds[unit] = kind;
  return kind;
}

function characterAround(text: string, at: number): string {
  const isSecondHalf = /^[\udc00-\udfff]/.test(text[at] as string) && at > 0;
  return String.fromCodePoint(text.codePointAt(isSecondHalf ? at - 1 : at) as number);
}

function kindOf(character: string): number {
  if (/\p{Script=Greek}/u.test(character) && /\p{L}/u.test(character)) return KINDS.greek;
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return KINDS.letter;
  if (SOFT.test(character)) return KINDS.soft;
  if (/\p{P}/u.test(character)) return KINDS.hard;
  return /[\s\p{C}]/u.test(character) ? KINDS.space : KINDS.symbol;
}
