import type { Head } from './format.js';

/** A line whose last column is a tag; only behind a tab may it hold spaces. A corpus may begin with the token `{`. */
export const TAGGED = /\t(O|[BIESLU]-.*[^}\]])$|[\t ](O|[BIESLU]-\S*[^}\]\s])$/;

/**
 * Whether these lines are tokens with their tags rather than prose, of which a line may end in `B-cells` too: most of the
 * first three end in tags, in the same column.
 */
export function areTagged(lines: readonly string[]): boolean {
  const own = lines.filter((line) => !/^(-DOCSTART-|#)/.test(line));
  const first = own.slice(0, 3).map((line) => line.replace(/[\t ]+$/, ''));
  const widths = first.filter((line) => TAGGED.test(line)).map((line) => line.split(/\t| +/).length);
  return widths.some((width) => 2 * widths.filter((other) => other === width).length > first.length);
}

/** Whether the file begins with a JSON object or array. */
export function isJsonLike({ lines }: Head): boolean {
  const [line = ''] = lines;
  return /^\s*[[{]/.test(line) && !TAGGED.test(line);
}

/** Whether one of these keys stands in the first bytes. */
export function hasKey({ text }: Head, keys: readonly string[]): boolean {
  return keys.some((key) => text.includes(`"${key}"`) && new RegExp(`[{,]\\s*"${key}"\\s*:`).test(text));
}
