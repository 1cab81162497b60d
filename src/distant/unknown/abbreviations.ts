import { definitionsIn } from '../../knowledge/match/abbreviations.js';
import { OUTSIDE, type Reading, rangeOf, UNKNOWN } from '../reading.js';
import type { Doubt, UnknownRule } from './rule.js';

/** `X-linked adrenoleukodystrophy (ALD)`: a short form of what may be a name, and its other uses in the document. */
export const abbreviations: UnknownRule = {
  about: 'a short form of something unknown that the text explains, wherever the document has it',
  find: (run) => {
    const shorts = new Set(run.flatMap(explained));
    if (shorts.size === 0) return [];
    return run.flatMap(({ sentence: { text, tokens }, marks }, sentence) =>
      tokens.flatMap(({ start, end }, at): Doubt[] =>
        marks[at] === OUTSIDE && shorts.has(text.slice(start, end))
          ? [{ sentence, from: at, to: at + 1 }]
          : [],
      ),
    );
  },
};

/** Short forms of one token whose explanation touches something unknown. */
function explained(reading: Reading): string[] {
  const { sentence, marks } = reading;
  return definitionsIn(sentence.text).flatMap(({ short, longStart, longEnd }) => {
    const { from, to } = rangeOf(sentence, { start: longStart, end: longEnd });
    return marks.subarray(from, to).includes(UNKNOWN) ? [short] : [];
  });
}
