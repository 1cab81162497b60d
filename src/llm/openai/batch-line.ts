import { z } from 'zod';
import { failureOf, modelError } from '../failure.js';
import type { BatchResult } from '../language-model.js';
import { completionOf, parseBody } from './answer.js';

const Line = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  error: z.object({ message: z.string() }).nullish(),
});

/**
 * One line of a batch's output or error file.
 *
 * @throws HilgenError `malformed` where it is none.
 */
export function readBatchLine(text: string, name: string, where: string): BatchResult {
  const line = Line.safeParse(jsonOf(text));
  if (!line.success) {
    throw modelError({ kind: 'malformed', raw: text }, { where, what: 'a line of a batch cannot be read' });
  }
  const { custom_id: key, response, error } = line.data;
  if (error) return { key, failure: error.message };
  const body = JSON.stringify(response?.body ?? null);
  if (response?.status_code !== 200) return { key, failure: `status ${response?.status_code}: ${body}` };
  try {
    return {
      key,
      completion: completionOf([parseBody(body, where)], { name, where, promptTokens: () => 0 }),
    };
  } catch (cause) {
    if (failureOf(cause) === undefined) throw cause;
    return { key, failure: `${(cause as Error).message}: ${body}` };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
