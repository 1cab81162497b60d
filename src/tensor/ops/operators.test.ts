import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Array64 } from '../../../test/support/array64.js';
import { largestError } from '../../../test/support/closeness.js';
import { differences } from '../../../test/support/differences.js';
import { OPERATOR_CASES } from '../../../test/support/operator-cases.js';
import { evaluate } from '../../../test/support/reference.js';
import { runOnnx } from '../../../test/support/run-onnx.js';
import { weightedProgram } from '../../../test/support/weighted-program.js';

/** Operators through which no gradient is asked for. */
const WITHOUT_GRADIENT = [
  'expandLike',
  'gather',
  'rangeAlong',
  'sizesOf',
  'sliceLast',
  'toFloat',
  'unsqueeze',
];

const cases = Object.entries(OPERATOR_CASES);

test.each(cases)('%s has the gradient that central differences give', (_, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, fc.nat(), (operatorCase, seed) => {
      const { loss, gradients, names, values } = weightedProgram(operatorCase, seed);
      const { kink = Number.NaN } = operatorCase;
      const isNear = (value: number): boolean => Math.abs(value - kink) < 1e-3;
      fc.pre(Object.values(values).every(({ data }) => !data.some(isNear)));
      const found = evaluate(gradients, values);
      names.forEach((name, at) => {
        const slope = differences(loss, values, name);
        expect(largestError((found[at] as Array64).data, slope)).toBeLessThan(1e-6);
      });
    }),
    { numRuns: 40 },
  );
});

test.each(cases)('%s computes on onnxruntime what the reference computes', async (_, arbitrary) => {
  await fc.assert(
    fc.asyncProperty(arbitrary, fc.nat(), async (operatorCase, seed) => {
      const { result, gradients, values } = weightedProgram(operatorCase, seed);
      const tensors = [result, ...gradients];
      const found = await runOnnx(tensors, values);
      evaluate(tensors, values).forEach(({ shape, data }, at) => {
        expect(found[at]?.shape).toEqual(shape);
        expect(largestError(found[at]?.data as Float32Array, data)).toBeLessThan(1e-4);
      });
    }),
    { numRuns: 8 },
  );
});

test('every operator is held to central differences, or is known to have no gradient', async () => {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  const modules: object[] = await Promise.all(files.map((name) => import(new URL(name, folder).href)));
  const exported = modules.flatMap((module) => Object.keys(module)).sort();
  expect(exported).toEqual([...Object.keys(OPERATOR_CASES), ...WITHOUT_GRADIENT].sort());
});
