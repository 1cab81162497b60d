import type { z } from 'zod';

/** The first thing wrong with a value, after the path to it: `spans[0].start: …`. */
export function explainIssue({ issues: [issue] }: z.ZodError, whole = 'the line'): string {
  const path = issue?.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return `${path?.replace(/^\./, '') || whole}: ${issue?.message}`;
}
