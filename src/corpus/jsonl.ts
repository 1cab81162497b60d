import type { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { readLines } from '../base/files.js';
import { noSentences } from './file-names.js';
import { record, type SentenceRecord } from './jsonl-schema.js';
import type { Sentence, Span, Token } from './sentence.js';
import { tokenise } from './tokenise.js';

/**
 * The sentences of a JSON Lines file, one object a line: `{"id","text","tokens","spans","meta"}`. Offsets are
 * UTF-16 code units. Without tokens the text is tokenised; without an origin the line itself is the origin.
 *
 * @throws HilgenError `input` with `file:line` at the first line that is malformed, or for a file without sentences.
 */
export async function* readJsonl(path: string): AsyncGenerator<Sentence> {
  const seen = new Map<string, number>();
  for await (const { number, text } of readLines(path)) {
    if (text.trim() === '') continue;
    const fail = (what: string, hint?: string): never => {
      throw new HilgenError('input', { where: `${path}:${number}`, what, hint });
    };
    const sentence = toSentence(parseRecord(text, fail), path, number);
    const fault = offsetFault(sentence);
    if (fault !== undefined) fail(fault, 'Offsets are UTF-16 code units, the end exclusive.');
    const before = seen.get(sentence.id);
    if (before !== undefined) fail(`the id ${JSON.stringify(sentence.id)} stands in line ${before} already`);
    seen.set(sentence.id, number);
    yield sentence;
  }
  if (seen.size === 0) throw noSentences(path);
}

/** The sentences as JSON Lines; reading them again gives the same sentences. */
export function* writeJsonl(sentences: Iterable<Sentence>): Generator<string> {
  for (const { id, text, tokens, spans, document, origin } of sentences) {
    yield `${JSON.stringify({ id, text, tokens, spans, meta: { origin, document } })}\n`;
  }
}

type Fail = (what: string, hint?: string) => never;

function parseRecord(line: string, fail: Fail): SentenceRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    return fail(`not valid JSON (${(cause as Error).message})`, 'Each line holds one whole object.');
  }
  const result = record.safeParse(value);
  return result.success ? result.data : fail(explain(result.error));
}

function explain({ issues: [issue] }: z.ZodError): string {
  const path = issue?.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return `${path?.replace(/^\./, '') || 'the line'}: ${issue?.message}`;
}

function toSentence(read: SentenceRecord, file: string, line: number): Sentence {
  const { id, text, tokens = tokenise(text), meta } = read;
  const spans = [...read.spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const origin = meta?.origin ?? { kind: 'gold', file, line };
  return { id, text, tokens, spans, ...(meta?.document && { document: meta.document }), origin };
}

function offsetFault({ text, tokens, spans }: Sentence): string | undefined {
  const badSpan = spans.find((span) => !isStretch(text, span));
  if (badSpan !== undefined)
    return `the span ${show(badSpan)} is no stretch of the text (${text.length} units)`;
  const badToken = tokens.find((token) => !isStretch(text, token));
  if (badToken !== undefined)
    return `the token ${show(badToken)} is no stretch of the text (${text.length} units)`;
  const overlap = tokens.findIndex((token, index) => token.start < (tokens[index - 1]?.end ?? 0));
  return overlap === -1
    ? undefined
    : `the token ${show(tokens[overlap])} begins before the one ahead of it ends`;
}

function isStretch(text: string, { start, end }: Token | Span): boolean {
  return start < end && end <= text.length && !splitsPair(text, start) && !splitsPair(text, end);
}

/** Whether an offset falls between the two halves of one character. */
function splitsPair(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

function show(place: Token | Span | undefined): string {
  return `${place?.start}–${place?.end}`;
}
