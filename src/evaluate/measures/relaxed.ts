import { tallyOf } from '../tally.js';
import type { View } from '../view.js';
import type { Measure } from './measure.js';

/**
 * Right with the label of an overlapping gold span, each gold span taken once: the inexact matching of the i2b2 tasks
 * (Uzuner et al. 2011), made one to one.
 */
export const relaxed: Measure<'relaxed'> = {
  name: 'relaxed',
  title: 'some overlap and the same label',
  tally: (view) => {
    const { gold, predicted } = view;
    return tallyOf(gold.length, predicted.length, sameLabels(view));
  },
};

/** How many matched spans have one label. */
export function sameLabels(view: View): number {
  let same = 0;
  for (const match of view.matched('label')) {
    if (view.gold[match.gold]?.label === view.predicted[match.predicted]?.label) same++;
  }
  return same;
}
