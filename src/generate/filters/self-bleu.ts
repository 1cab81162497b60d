const LONGEST = 4;

/** Counts of the n-grams of a text, n from 1 to 4, and its length in words. */
export interface Profile {
  readonly words: number;
  readonly counts: readonly ReadonlyMap<string, number>[];
}

/** The n-grams of a text: words in small letters, punctuation marks on their own. */
export function profileOf(text: string): Profile {
  const words = text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];
  const counts = Array.from({ length: LONGEST }, (_, less) => {
    const found = new Map<string, number>();
    for (let at = 0; at + less < words.length; at++) {
      const gram = words.slice(at, at + less + 1).join(' ');
      found.set(gram, (found.get(gram) ?? 0) + 1);
    }
    return found;
  });
  return { words: words.length, counts };
}

/**
 * BLEU-4 (Papineni et al. 2002) of a text against references, of which `most` knows the greatest
 * count of each n-gram; precisions that are zero count as 0.1 matches (smoothing 1 of Chen and
 * Cherry 2014). The reference closest in length is taken to be as long.
 */
export function bleu({ words, counts }: Profile, most: (gram: string, size: number) => number): number {
  if (words === 0) return 0;
  let logs = 0;
  for (const [size, grams] of counts.entries()) {
    const total = Math.max(1, words - size);
    let matched = 0;
    for (const [gram, count] of grams) matched += Math.min(count, most(gram, size));
    logs += Math.log((matched || 0.1) / total);
  }
  return Math.min(1, Math.exp(logs / LONGEST));
}

/**
 * Self-BLEU (Zhu et al. 2018): the mean BLEU-4 of each text against all others, 0 for texts that
 * share nothing, 1 for copies; `undefined` for fewer than two. Linear in the texts.
 */
export function selfBleu(texts: readonly string[]): number | undefined {
  if (texts.length < 2) return undefined;
  const profiles = texts.map(profileOf);
  const tops = Array.from({ length: LONGEST }, () => new Map<string, readonly [number, number, number]>());
  profiles.forEach(({ counts }, owner) => {
    counts.forEach((grams, size) => {
      for (const [gram, count] of grams) {
        const [first, second, of] = tops[size]?.get(gram) ?? [0, 0, -1];
        tops[size]?.set(gram, count > first ? [count, first, owner] : [first, Math.max(second, count), of]);
      }
    });
  });
  const scores = profiles.map((profile, owner) =>
    bleu(profile, (gram, size) => {
      const [first, second, of] = tops[size]?.get(gram) ?? [0, 0, -1];
      return of === owner ? second : first;
    }),
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
