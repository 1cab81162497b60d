import type { Scope } from './knowledge-base.js';

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', W: ' ' };

/** Undoes OBO's backslash escapes: `\n`, `\t`, `\W` (a space); any other character stands for itself. */
export function unescapeObo(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/gsu, (_, char: string) => ESCAPES[char] ?? char) : text;
}

/** The leading `"…"` of a value, unescaped, and what follows it; `undefined` where there is none. */
export function quoted(value: string): { readonly text: string; readonly rest: string } | undefined {
  if (!value.startsWith('"')) return undefined;
  for (let at = 1; at < value.length; at++) {
    if (value[at] === '\\') at++;
    else if (value[at] === '"') return { text: unescapeObo(value.slice(1, at)), rest: value.slice(at + 1) };
  }
  return undefined;
}

/** The id that a value begins with, without qualifiers and comment. */
export function leadingId(value: string): string {
  return unescapeObo(/^(?:\\.|[^\s\\{!])*/u.exec(value)?.[0] ?? '');
}

/** A free text value without its ` ! comment` and trailing `{qualifier="…"}`. */
export function plainText(value: string): string {
  const comment = value.indexOf(' ! ');
  const text = (comment === -1 ? value : value.slice(0, comment)).trimEnd();
  return unescapeObo(withoutQualifiers(text)).trim();
}

function withoutQualifiers(text: string): string {
  if (!text.endsWith('}')) return text;
  const open = text.lastIndexOf(' {');
  return open !== -1 && text.includes('=', open) ? text.slice(0, open) : text;
}

const SYNONYM_SCOPES: readonly string[] = ['EXACT', 'NARROW', 'BROAD', 'RELATED'] satisfies Scope[];

/** The scope in what follows a synonym's text; EXACT where none is given. */
export function scopeIn(rest: string): Scope {
  const word = /^\s*(\w+)/u.exec(rest)?.[1];
  return word !== undefined && SYNONYM_SCOPES.includes(word) ? (word as Scope) : 'EXACT';
}
