import { HilgenError } from '../../base/errors.js';
import { labelsOf, type Sentence } from '../../corpus/sentence.js';
import { spansToTags } from '../../corpus/spans-to-tags.js';
import { unknownTokens } from '../../corpus/unknown.js';
import { type AbstractTransitions, countTransitions, UNKNOWN } from './abstract-transitions.js';

/** Every token that neighbours are sought among: one row each, of length 1, class by class. */
export interface Support {
  readonly labels: readonly string[];
  readonly width: number;
  readonly vectors: Float32Array;
  /** Where the rows of each class begin: O first, then the labels; behind the last, the number of rows. */
  readonly starts: readonly number[];
}

/**
 * The class of each token: 0 outside, else 1 + its label's number, −1 where it is not known. This is IO: where a mention begins is not asked
 * (Yang and Katiyar 2020, section 3).
 */
export function classesOf(sentence: Sentence, labels: readonly string[]): number[] {
  const isUnknown = unknownTokens(sentence);
  return spansToTags(sentence, 'iob2').map((tag, token) =>
    isUnknown[token] ? UNKNOWN : tag === 'O' ? 0 : 1 + labels.indexOf(tag.slice(2)),
  );
}

/** The abstract transitions of labelled sentences. */
export function transitionsOf(sentences: readonly Sentence[]): AbstractTransitions {
  const labels = labelsOf(sentences);
  return countTransitions(sentences.map((sentence) => classesOf(sentence, labels)));
}

/**
 * All tokens of the labelled sentences as support.
 *
 * @param rows Of each sentence, tokens×width. They are normalised in place.
 * @throws HilgenError `input` where no sentence has a labelled span.
 */
export function supportOf(
  sentences: readonly Sentence[],
  rows: readonly Float32Array[],
  width: number,
): Support {
  const labels = labelsOf(sentences);
  if (labels.length === 0) {
    throw new HilgenError('input', { what: 'no neighbours to learn from: the support has no labelled span' });
  }
  const classes = sentences.map((sentence) => classesOf(sentence, labels));
  const starts = startsOf(classes, labels.length + 1);
  const vectors = new Float32Array((starts.at(-1) as number) * width);
  const next = [...starts];
  classes.forEach((own, at) => {
    const normal = normaliseRows(rows[at] as Float32Array, width);
    own.forEach((number, token) => {
      if (number === UNKNOWN) return;
      const to = next[number] as number;
      vectors.set(normal.subarray(token * width, (token + 1) * width), to * width);
      next[number] = to + 1;
    });
  });
  return { labels, width, vectors, starts };
}

function startsOf(classes: readonly (readonly number[])[], count: number): number[] {
  const sizes = Array<number>(count).fill(0);
  for (const number of classes.flat()) if (number !== UNKNOWN) sizes[number] = (sizes[number] as number) + 1;
  const starts = [0];
  for (const size of sizes) starts.push((starts.at(-1) as number) + size);
  return starts;
}

/** Brings each row to length 1, in place; a row of zeros stays. */
export function normaliseRows(rows: Float32Array, width: number): Float32Array {
  for (let from = 0; from < rows.length; from += width) {
    const row = rows.subarray(from, from + width);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) for (let at = 0; at < width; at++) row[at] = (row[at] as number) / length;
  }
  return rows;
}
