/** Number of buckets that character n-grams are hashed into; bucket 0 is padding. */
export const NGRAM_BUCKETS = 4096;

/** N-gram buckets kept for each word: suffixes, prefixes, then the rest from the left. */
export const NGRAMS_PER_WORD = 16;

/** Number of casing classes; class 0 is padding. */
export const CASING_CLASSES = 8;

/**
 * Hashed character n-grams of a word in lower case: its suffixes and prefixes of 2 to 4 letters
 * (biomedical morphology sits there: -itis, -emia, hyper-), then its trigrams.
 */
export function ngramBuckets(word: string): number[] {
  const letters = [...word.toLowerCase()];
  const edges = [4, 3, 2].flatMap((size) => [
    `${letters.slice(-size).join('')}>`,
    `<${letters.slice(0, size).join('')}`,
  ]);
  const inner = letters.slice(2).map((_, at) => letters.slice(at, at + 3).join(''));
  return [...edges, ...inner].slice(0, NGRAMS_PER_WORD).map(bucketOf);
}

/** How a word is written. */
export function casingClass(word: string): number {
  const found = CASINGS.findIndex((pattern) => pattern.test(word));
  return found === -1 ? CASING_CLASSES - 1 : found + 1;
}

const CASINGS: readonly RegExp[] = [
  /^\p{Ll}+$/u,
  /^\p{Lu}\p{Ll}+$/u,
  /^\p{Lu}+$/u,
  /^\p{N}+$/u,
  /^(?=.*\p{N})(?=.*\p{L})[\p{N}\p{L}]+$/u,
  /^[^\p{L}\p{N}]+$/u,
];

/** FNV-1a over code points, into 1 … NGRAM_BUCKETS - 1. */
function bucketOf(ngram: string): number {
  let hash = 0x811c9dc5;
  for (const letter of ngram) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return 1 + ((hash >>> 0) % (NGRAM_BUCKETS - 1));
}
