import { z } from 'zod';
import type { Loss } from '../../corpus/index.js';

/** The shape of one kind of loss under `--json`. */
export const lossShape = z.object({
  kind: z.string(),
  count: z.int(),
  examples: z.array(z.string()).readonly().describe('the first few: document, label, place'),
  needsPolicy: z.boolean().describe('whether it is an error unless --nested says what to do'),
});

/** The shape of a reader's remark under `--json`. */
export const remarkShape = z.object({
  where: z.string().describe('file and line'),
  kind: z.enum(['unit', 'surface', 'skipped', 'tag']),
  what: z.string(),
});

/** Losses as lines for standard error. */
export function describeLosses(losses: readonly Loss[], format: string): string {
  return losses
    .map(({ kind, count, examples }) => {
      const more = count > 3 ? '; …' : '';
      return `${format} has no room for: ${count} ${kind} (${examples.slice(0, 3).join('; ')}${more})\n`;
    })
    .join('');
}
