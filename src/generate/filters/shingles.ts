const WORDS = 3;

/** Hashes (32 bits) of all runs of three words of a text, case and punctuation left out; of a shorter text, the hash of all of it. */
export function shinglesOf(text: string): Set<number> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const count = Math.max(1, words.length - WORDS + 1);
  return new Set(Array.from({ length: count }, (_, at) => hash(words.slice(at, at + WORDS).join(' '))));
}

/** FNV-1a, 32 bits, over UTF-16 code units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** The share of two sets' union that both have. */
export function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let shared = 0;
  for (const one of a) if (b.has(one)) shared++;
  return shared / (a.size + b.size - shared);
}
