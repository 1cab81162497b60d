import type { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { noSentences } from '../file-names.js';
import { lineBatches } from '../text/line-batches.js';
import { wholeText } from '../text/whole-text.js';
import { explainIssue } from './issues.js';

/** A value of a JSON file: an element of its array, a line, or the whole. */
export interface JsonRecord {
  readonly value: unknown;
  /** The line it stands in, or 1 where a file is read as one value. */
  readonly line: number;
  /** As it reads in messages. */
  readonly where: string;
  /** Checks the value, or one inside it at `path`, against a schema. */
  readonly parse: <T>(schema: z.ZodType<T>, value?: unknown, path?: readonly (string | number)[]) => T;
}

/**
 * The values of a file of JSON, in whichever of three layouts: one value a line (read as a stream), an array of
 * values, a single value.
 *
 * @throws HilgenError `input` with `file:line` for what is not JSON, or for a file that holds nothing.
 */
export async function* jsonRecords(path: string): AsyncGenerator<JsonRecord> {
  let any = false;
  const records = (await isByLine(path)) ? byLine(path) : fromWhole(path);
  for await (const record of records) {
    any = true;
    yield record;
  }
  if (!any) throw noSentences(path);
}

/** Whether the first line that is not blank is a whole object. */
async function isByLine(path: string): Promise<boolean> {
  try {
    for await (const { lines } of lineBatches(path)) {
      const line = lines.find((text) => text.trim() !== '')?.trim();
      if (line !== undefined) return line.startsWith('{') && line.endsWith('}') && isJson(line);
    }
  } catch {
    // What is wrong with the file is said when it is read.
  }
  return false;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function* byLine(path: string): AsyncGenerator<JsonRecord> {
  for await (const { first, lines } of lineBatches(path)) {
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue;
      const where = `${path}:${first + index}`;
      yield recordOf(parseJson(text, where), where, first + index);
    }
  }
}

async function* fromWhole(path: string): AsyncGenerator<JsonRecord> {
  const text = await wholeText(path);
  if (text.trim() === '') return;
  const value = parseJson(text, path, text);
  if (!Array.isArray(value)) yield recordOf(value, path, 1);
  else for (const [index, one] of value.entries()) yield recordOf(one, `${path}, element ${index + 1}`, 1);
}

function recordOf(value: unknown, where: string, line: number): JsonRecord {
  const parse: JsonRecord['parse'] = (schema, inner = value, path = []) => {
    const result = schema.safeParse(inner);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    if (issue !== undefined) issue.path.unshift(...path);
    throw new HilgenError('input', { where, what: explainIssue(result.error, 'the value') });
  };
  return { value, line, where, parse };
}

/** Parses JSON; in a file of many lines the message names the line. */
export function parseJson(text: string, where: string, whole?: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    const at = Number(
      /at position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? text.length : Number.NaN),
    );
    const line = whole === undefined || Number.isNaN(at) ? '' : `:${whole.slice(0, at).split('\n').length}`;
    throw new HilgenError('input', {
      where: where + line,
      what: `not valid JSON (${message.length > 160 ? `${message.slice(0, 160)}…` : message})`,
      hint:
        whole === undefined
          ? 'Each line holds one whole object.'
          : 'The file is probably cut short or edited by hand.',
    });
  }
}
