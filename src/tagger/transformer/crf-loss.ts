import { crfLoss } from '../crf/loss.js';
import type { Transitions } from '../crf/transitions.js';
import type { Example } from './examples.js';

/** The negative log-likelihood of a batch and its gradients. */
export interface BatchCrfLoss {
  readonly loss: number;
  /** With respect to the scores of each piece: batch×length×tags, 0 at pieces without a label of their own. */
  readonly dScores: Float32Array;
  /** With respect to the learnt transitions: tags×tags. */
  readonly dTransitions: Float32Array;
}

interface PieceScores {
  /** Batch×length×tags. */
  readonly scores: ArrayLike<number>;
  readonly length: number;
}

/**
 * The loss of a linear-chain CRF over the labelled words of each window (Lample et al. 2016, section 2.2), each word
 * weighing 1/`words`.
 */
export function batchCrfLoss(
  batch: readonly Example[],
  { scores, length }: PieceScores,
  transitions: Transitions,
  words: number,
): BatchCrfLoss {
  const tags = transitions.start.length;
  const weight = 1 / Math.max(1, words);
  const dScores = new Float32Array(batch.length * length * tags);
  const dTransitions = new Float64Array(tags * tags);
  let loss = 0;
  batch.forEach((example, row) => {
    const { window, tags: own } = example;
    const places = window.words.map(({ piece }) => (row * length + piece) * tags);
    const emissions = Float64Array.from({ length: places.length * tags }, (_, at) =>
      Number(scores[(places[Math.floor(at / tags)] as number) + (at % tags)]),
    );
    const found = crfLoss(emissions, own, chainOf(example, transitions));
    loss += found.loss * weight;
    places.forEach((place, at) => {
      const rows = found.dEmissions.subarray(at * tags, (at + 1) * tags);
      dScores.set(
        rows.map((value) => value * weight),
        place,
      );
    });
    found.dTransitions.between.forEach((value, at) => {
      dTransitions[at] = (dTransitions[at] as number) + value * weight;
    });
  });
  return { loss, dScores, dTransitions: Float32Array.from(dTransitions) };
}

/** At a seam any tag may stand. */
function chainOf({ window, goesOn }: Example, { between, start, end }: Transitions): Transitions {
  const free = new Float64Array(start.length);
  const isCut = window.words[0]?.word !== 0;
  return { between, start: isCut ? free : start, end: goesOn ? free : end };
}
