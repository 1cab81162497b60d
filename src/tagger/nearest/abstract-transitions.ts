import type { Transitions } from '../crf/transitions.js';

/** How often a token follows another, labels aside: outside, inside of the same label, inside of another. */
export interface AbstractTransitions {
  readonly start: { outside: number; inside: number };
  readonly outside: { outside: number; inside: number };
  readonly inside: { outside: number; same: number; other: number };
}

/** The class of a token that nobody labelled. */
export const UNKNOWN = -1;

/** Counts over sentences of classes: 0 outside, else a label, or `UNKNOWN` (Yang and Katiyar 2020, section 3.2). */
export function countTransitions(sentences: Iterable<readonly number[]>): AbstractTransitions {
  const counts: AbstractTransitions = {
    start: { outside: 0, inside: 0 },
    outside: { outside: 0, inside: 0 },
    inside: { outside: 0, same: 0, other: 0 },
  };
  for (const classes of sentences) {
    for (const [at, own] of classes.entries()) {
      const before = classes[at - 1];
      if (own === UNKNOWN || before === UNKNOWN) continue;
      if (before === undefined) counts.start[place(own)]++;
      else if (before === 0) counts.outside[place(own)]++;
      else counts.inside[behindMention(before, own)]++;
    }
  }
  return counts;
}

const place = (own: number): 'outside' | 'inside' => (own === 0 ? 'outside' : 'inside');

function behindMention(before: number, own: number): 'outside' | 'same' | 'other' {
  if (own === 0) return 'outside';
  return own === before ? 'same' : 'other';
}

/**
 * What a transition that was never seen counts as. The published code gives it 10⁻⁶ whatever the temperature; low ones
 * bring all others near each other, so that with two labels or more, of which few sentences hold one behind the other,
 * a mention had fewer ways on than a word outside, and went on for ever.
 */
const NEVER = 1;

/**
 * Abstract transitions over `labels` concrete labels, as log-probabilities: each share is spread evenly over the
 * labels that it may mean, taken to the power of the temperature, and each row brought back to 1. With one label
 * there is no other, and that share falls away.
 */
export function projectTransitions(
  { start, outside, inside }: AbstractTransitions,
  labels: number,
  temperature: number,
): Transitions {
  const row = (value: (to: number) => number): number[] =>
    logRow(
      Array.from({ length: labels + 1 }, (_, to) => value(to)),
      temperature,
    );
  const rows = [row((to) => (to === 0 ? outside.outside : outside.inside / labels))];
  for (let from = 1; from <= labels; from++)
    rows.push(
      row((to) => (to === 0 ? inside.outside : to === from ? inside.same : inside.other / (labels - 1))),
    );
  return {
    between: Float64Array.from(rows.flat()),
    start: Float64Array.from(row((to) => (to === 0 ? start.outside : start.inside / labels))),
    end: new Float64Array(labels + 1),
  };
}

function logRow(counts: readonly number[], temperature: number): number[] {
  // A state that was never left says nothing of where it leads.
  if (counts.every((count) => count === 0)) return counts.map(() => -Math.log(counts.length));
  const seen = counts.map((count) => (count === 0 ? NEVER : count));
  const total = seen.reduce((sum, count) => sum + count, 0);
  const powers = seen.map((count) => (count / total) ** temperature);
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => Math.log(power / sum));
}
