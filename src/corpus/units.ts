/** What offsets count: UTF-16 code units (JavaScript, Java), code points (Python), bytes of UTF-8 (C). */
export const UNITS = ['utf16', 'codepoints', 'bytes'] as const;
export type Unit = (typeof UNITS)[number];

/** From a unit's offsets into a text to UTF-16 code units, and back. Offsets outside the text have none. */
export interface UnitMap {
  readonly toUtf16: (offset: number) => number | undefined;
  readonly fromUtf16: (offset: number) => number;
}

/** The map between a unit and UTF-16 for this text; costs next to nothing where they are the same. */
export function unitMap(text: string, unit: Unit): UnitMap {
  const same = unit === 'utf16' || (unit === 'codepoints' ? !SURROGATE.test(text) : !BEYOND_ASCII.test(text));
  return same ? identity(text.length) : tableMap(text, unit);
}

const SURROGATE = /[\ud800-\udfff]/;
const BEYOND_ASCII = /[^\0-\x7f]/;

function identity(length: number): UnitMap {
  return {
    toUtf16: (offset) => (offset >= 0 && offset <= length && Number.isInteger(offset) ? offset : undefined),
    fromUtf16: (offset) => offset,
  };
}

/** Tables in both directions; an offset inside a character has no counterpart. */
function tableMap(text: string, unit: Unit): UnitMap {
  const forward = new Map<number, number>();
  const back = new Uint32Array(text.length + 1);
  let at = 0;
  let count = 0;
  for (const character of text) {
    forward.set(count, at);
    back.fill(count, at, at + character.length);
    at += character.length;
    count += unit === 'codepoints' ? 1 : utf8Length(character);
  }
  forward.set(count, at);
  back[at] = count;
  return { toUtf16: (offset) => forward.get(offset), fromUtf16: (offset) => back[offset] ?? count };
}

function utf8Length(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
