import { countShared } from '../spans.js';
import { tallyOf } from '../tally.js';
import type { Measure } from './measure.js';

/**
 * Right with the boundaries and the label of a gold span; malformed tags are read as conlleval reads them (Tjong Kim
 * Sang and Buchholz 2000). Equal to seqeval 1.2.2 in its default mode.
 */
export const conlleval: Measure<'conlleval'> = {
  name: 'conlleval',
  title: 'the same, malformed tags read as CoNLL-2000 does',
  tally: ({ gold, predicted }) => tallyOf(gold.length, predicted.length, countShared(gold, predicted)),
};
