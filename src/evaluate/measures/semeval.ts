import type { Preference } from '../align.js';
import type { Tally } from '../tally.js';
import type { Matched, View } from '../view.js';
import type { Measure } from './measure.js';

/**
 * The four schemes of SemEval-2013 task 9.1 (Segura-Bedmar et al. 2013, section 4) over the one-to-one matching of
 * `align`; counts as nervaluate 1.2.1 gives them wherever its own depend on no order.
 */
function scheme<Kind extends string>(
  kind: Kind,
  title: string,
  preference: Preference,
  correctIn: (matched: Matched) => number,
): Measure<`semeval.${Kind}`> {
  const countsHalf = kind === 'partial';
  const tally = (view: View): Tally => {
    const matched = view.matched(preference);
    const correct = correctIn(matched);
    const rest = matched.pairs - correct;
    return {
      correct,
      partial: countsHalf ? rest : 0,
      incorrect: countsHalf ? 0 : rest,
      missed: view.gold.length - matched.pairs,
      spurious: view.predicted.length - matched.pairs,
    };
  };
  return { name: `semeval.${kind}`, title, tally };
}

/** Boundaries and label. */
export const semevalStrict = scheme(
  'strict',
  'boundaries and label; an overlap is incorrect',
  'identical',
  ({ identical }) => identical,
);

/** Boundaries, whatever the label. */
export const semevalExact = scheme(
  'exact',
  'boundaries, any label',
  'bounds',
  ({ sameBounds }) => sameBounds,
);

/** Boundaries, whatever the label; an overlap counts half. */
export const semevalPartial = scheme(
  'partial',
  'any label, an overlap counts half',
  'bounds',
  ({ sameBounds }) => sameBounds,
);

/** The label of an overlapping span. */
export const semevalType = scheme(
  'type',
  'some overlap and the label',
  'label',
  ({ sameLabel }) => sameLabel,
);
