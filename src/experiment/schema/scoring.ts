import { z } from 'zod';
import { MEASURES, type MeasureName } from '../../evaluate/index.js';
import { name, words } from './fields.js';

const MEASURE_NAMES = MEASURES.map((measure) => measure.name) as [MeasureName, ...MeasureName[]];

/** What arms are scored by besides the table's measures. */
export const measures = z.array(z.enum(MEASURE_NAMES)).min(1);

/** Which arms are tested against which. */
export const tests = z.strictObject({
  baseline: name.optional().describe('the arm that all others are tested against'),
  against: words
    .optional()
    .describe('arms that all others are tested against too; every dictionary where absent'),
  method: z.literal('randomisation').default('randomisation'),
  rounds: z.int().min(99).default(10_000).describe('how often predictions are exchanged at random'),
  correction: z.literal('holm').default('holm').describe('for the number of tests of a table'),
});
