import { countShared } from '../spans.js';
import { tallyOf } from '../tally.js';
import type { Measure } from './measure.js';

/**
 * Right with the boundaries and the label of a gold span; malformed tags are no span. Equal to seqeval 1.2.2 with
 * `mode='strict'`.
 */
export const strict: Measure<'strict'> = {
  name: 'strict',
  title: 'same boundaries and label',
  tally: ({ gold, strict: predicted }) =>
    tallyOf(gold.length, predicted.length, countShared(gold, predicted)),
};
