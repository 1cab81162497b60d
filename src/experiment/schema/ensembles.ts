import { z } from 'zod';
import { METHODS, UNITS_OF_VOTING, WEIGHTINGS } from '../../ensemble/index.js';
import { name, whole } from './fields.js';

/** A vote of arms. */
export const ensemble = z.strictObject({
  members: z.array(name).min(2).describe('arms by name'),
  method: z
    .enum([...METHODS, 'best', 'stack'])
    .default('weighted')
    .describe('best: chosen on the development set; stack: a logistic model fitted on it'),
  unit: z.enum(UNITS_OF_VOTING).default('span'),
  threshold: z.number().min(0).max(1).optional().describe('weighted: the share of weights to exceed'),
  agree: whole.optional().describe('intersection: members that must agree'),
  weights: z
    .enum(WEIGHTINGS)
    .optional()
    .describe('by the development set where there is one, else all the same'),
});

/** Whether an ensemble comes out of development data, whatever its weights. */
export const isFitted = (method: z.infer<typeof ensemble>['method']): boolean =>
  method === 'best' || method === 'stack';
