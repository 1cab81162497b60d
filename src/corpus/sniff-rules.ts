import type { Head } from './format.js';

/** A line whose last column is a tag. A corpus may begin with the token `{`. */
export const TAGGED = /[\t ](O|[BIESLU]-.*[^}\]])$/;

/** Whether the file begins with a JSON object or array. */
export function isJsonLike({ lines }: Head): boolean {
  const [line = ''] = lines;
  return /^\s*[[{]/.test(line) && !TAGGED.test(line);
}

/** Whether one of these keys stands in the first bytes. */
export function hasKey({ text }: Head, keys: readonly string[]): boolean {
  return keys.some((key) => text.includes(`"${key}"`) && new RegExp(`[{,]\\s*"${key}"\\s*:`).test(text));
}
