import type { Sentence } from '../sentence.js';

/** How many mentions of each label the sentence holds. */
export function mentionCounts({ spans }: Pick<Sentence, 'spans'>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of spans) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}

/** Adds counts to a running total. */
export function addCounts(total: Map<string, number>, counts: Iterable<readonly [string, number]>): void {
  for (const [label, count] of counts) total.set(label, (total.get(label) ?? 0) + count);
}

/** Of each label, the indices of the sentences that hold it, ascending. */
export function indicesByLabel(sentences: readonly Sentence[]): Map<string, number[]> {
  const holders = new Map<string, number[]>();
  sentences.forEach((sentence, index) => {
    for (const label of mentionCounts(sentence).keys()) {
      const indices = holders.get(label);
      if (indices === undefined) holders.set(label, [index]);
      else indices.push(index);
    }
  });
  return holders;
}

/** Of each of these labels, how many sentences hold it and how many mentions it has. */
export function countByLabel(
  sentences: readonly Sentence[],
  labels: readonly string[],
): Record<string, { sentences: number; mentions: number }> {
  const counts = new Map(labels.map((label) => [label, { sentences: 0, mentions: 0 }]));
  for (const sentence of sentences) {
    for (const [label, mentions] of mentionCounts(sentence)) {
      const count = counts.get(label);
      if (count === undefined) continue;
      count.sentences++;
      count.mentions += mentions;
    }
  }
  return Object.fromEntries(counts);
}
