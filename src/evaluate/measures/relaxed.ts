import { tallyOf } from '../tally.js';
import type { Measure } from './measure.js';

/**
 * Right with the label of an overlapping gold span, each gold span taken once: the inexact matching of the i2b2 tasks
 * (Uzuner et al. 2011), made one to one.
 */
export const relaxed: Measure<'relaxed'> = {
  name: 'relaxed',
  title: 'some overlap and the same label',
  tally: (view) => tallyOf(view.gold.length, view.predicted.length, view.matched('label').sameLabel),
};
