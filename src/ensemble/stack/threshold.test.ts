import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thresholdForF1 } from './threshold.js';

const judgement = fc.record({ chance: fc.constantFrom(0.1, 0.2, 0.5, 0.7, 0.9, 1), isRight: fc.boolean() });

test('is half of the best F1 that trying every threshold finds', () => {
  fc.assert(
    fc.property(fc.array(judgement, { maxLength: 20 }), fc.nat(5), (judgements, missed) => {
      const wanted = judgements.filter(({ isRight }) => isRight).length + missed;
      const scores = judgements.map(({ chance: threshold }) => {
        const taken = judgements.filter(({ chance }) => chance >= threshold);
        const right = taken.filter(({ isRight }) => isRight).length;
        return right === 0 ? 0 : 2 / (taken.length / right + wanted / right);
      });
      expect(thresholdForF1(judgements, wanted)).toBeCloseTo(Math.max(0, ...scores) / 2, 12);
    }),
  );
});
