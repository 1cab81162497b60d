import { random } from '../base/random.js';
import { labelsOf, type Sentence } from '../corpus/index.js';

/** The folds of a few sentences where the file does not say how many: as many as shots, 2 at least and 5 at most. */
export function foldsFor(shots: number): number {
  return Math.min(5, Math.max(2, shots));
}

/**
 * The fold (0, 1, …) of each sentence, drawn by the seed and stratified: sentences with the same labels are dealt out
 * one by one, those with mentions first, so that sizes differ by one at most and every fold has mentions where there are
 * enough. With fewer sentences than folds some stay empty.
 */
export function foldsOf(sentences: readonly Sentence[], folds: number, seed: number): number[] {
  const drawn = random(seed, 'folds').sample([...sentences.keys()], sentences.length);
  const strata = new Map<string, number[]>();
  for (const at of drawn) {
    const labels = labelsOf([sentences[at] as Sentence]).join('\n');
    strata.set(labels, [...(strata.get(labels) ?? []), at]);
  }
  const order = [...strata].sort(([a], [b]) => (a > b ? -1 : 1)).flatMap(([, own]) => own);
  const found = new Array<number>(sentences.length);
  order.forEach((at, rank) => {
    found[at] = rank % folds;
  });
  return found;
}
