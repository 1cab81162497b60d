import type { Token } from './sentence.js';

const TOKEN = /[\p{L}\p{N}\p{M}]+|\S/gu;
const ASCII = /^[\0-\x7f]*$/;

/** Splits a text into runs of letters, digits and marks, and single other characters that are not white space. */
export function tokenise(text: string): Token[] {
  return ASCII.test(text) ? tokeniseAscii(text) : tokeniseAny(text);
}

/** The rule itself. */
export function tokeniseAny(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const [OTHER, WORD, SPACE] = [0, 1, 2];
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(character) ? WORD : /\s/.test(character) ? SPACE : OTHER;
});

/** The same for ASCII, several times as fast. */
function tokeniseAscii(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const kind = KINDS[text.charCodeAt(at)];
    const start = at++;
    if (kind === WORD) while (KINDS[text.charCodeAt(at)] === WORD) at++;
    if (kind !== SPACE) tokens.push({ start, end: at });
  }
  return tokens;
}
