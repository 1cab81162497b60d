/** A word with its vector. */
export type Entry = readonly [word: string, vector: readonly number[]];

/** The layout of wink-embeddings: norm and index follow each vector. */
export function winkJson(entries: readonly Entry[], size = entries.length): string {
  const dimensions = entries[0]?.[1].length ?? 1;
  const words = entries.map(([word]) => word);
  const vectors = entries.map(
    ([word, v], index) => `${JSON.stringify(word)}:${JSON.stringify([...v, 1.5, index])}`,
  );
  const head = JSON.stringify({ precision: 8, l2NormIndex: dimensions, wordIndex: dimensions + 1, size });
  return `${head.slice(0, -1)},"dimensions":${dimensions},"words":${JSON.stringify(words)},"vectors":{${vectors}},"unkVector":[0,-1]}`;
}
