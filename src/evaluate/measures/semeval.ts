import type { Span } from '../../corpus/index.js';
import type { Preference } from '../align.js';
import type { Tally } from '../tally.js';
import type { View } from '../view.js';
import type { Measure } from './measure.js';

/**
 * The four schemes of SemEval-2013 task 9.1 (Segura-Bedmar et al. 2013, section 4) over the one-to-one matching of
 * `align`; counts as nervaluate 1.2.1 gives them wherever its own depend on no order.
 */
function scheme<Kind extends string>(
  kind: Kind,
  title: string,
  preference: Preference,
  otherwise: 'incorrect' | 'partial',
  isCorrect: (gold: Span, predicted: Span) => boolean,
): Measure<`semeval.${Kind}`> {
  const tally = (view: View): Tally => {
    const { gold, predicted } = view;
    const matches = view.matched(preference);
    let correct = 0;
    for (const match of matches) {
      if (isCorrect(gold[match.gold] as Span, predicted[match.predicted] as Span)) correct++;
    }
    return {
      correct,
      partial: 0,
      incorrect: 0,
      missed: gold.length - matches.length,
      spurious: predicted.length - matches.length,
      [otherwise]: matches.length - correct,
    };
  };
  return { name: `semeval.${kind}`, title, tally };
}

const sameBounds = (gold: Span, predicted: Span): boolean =>
  gold.start === predicted.start && gold.end === predicted.end;
const sameLabel = (gold: Span, predicted: Span): boolean => gold.label === predicted.label;

/** Boundaries and label. */
export const semevalStrict = scheme(
  'strict',
  'boundaries and label; an overlap is incorrect',
  'identical',
  'incorrect',
  (gold, predicted) => sameBounds(gold, predicted) && sameLabel(gold, predicted),
);

/** Boundaries, whatever the label. */
export const semevalExact = scheme('exact', 'boundaries, any label', 'bounds', 'incorrect', sameBounds);

/** Boundaries, whatever the label; an overlap counts half. */
export const semevalPartial = scheme(
  'partial',
  'any label, an overlap counts half',
  'bounds',
  'partial',
  sameBounds,
);

/** The label of an overlapping span. */
export const semevalType = scheme('type', 'some overlap and the label', 'label', 'incorrect', sameLabel);
