import { HilgenError } from '../base/errors.js';
import { type Document, isSentence } from './document.js';
import { corpusName, noSentences } from './file-names.js';
import { dialectOf } from './json/dialects.js';
import { explainIssue } from './json/issues.js';
import { record, type SentenceRecord } from './jsonl-schema.js';
import { offsetFault } from './offset-faults.js';
import type { ReadOptions } from './read-options.js';
import type { Token } from './sentence.js';
import { lineBatches } from './text/line-batches.js';

/**
 * The documents of a JSON Lines file, one object a line: `{"id","text","tokens","spans","meta"}`, and for whole
 * documents `sections`, `sentences`, `relations`. Offsets are UTF-16 code units. Without an origin the line itself is
 * the origin. Lines of Prodigy and doccano are told by their keys and read in their unit, code points.
 *
 * @throws HilgenError `input` with `file:line` at the first line that is malformed, or for a file without sentences.
 */
export async function* readJsonl(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  const seen = new Map<string, number>();
  for await (const { first, lines } of lineBatches(path)) {
    for (let at = 0; at < lines.length; at++) {
      const text = lines[at] as string;
      if (text === '' || text.trim() === '') continue;
      const number = first + at;
      const fail: Fail = (what, hint) => {
        throw new HilgenError('input', { where: `${path}:${number}`, what, hint });
      };
      const document = readLine(text, { path, number, fail, options });
      if (document === undefined) continue;
      const before = seen.get(document.id);
      if (before !== undefined)
        fail(`the id ${JSON.stringify(document.id)} stands in line ${before} already`);
      seen.set(document.id, number);
      yield document;
    }
  }
  if (seen.size === 0) throw noSentences(path);
}

type Fail = (what: string, hint?: string) => never;

interface Place {
  readonly path: string;
  readonly number: number;
  readonly fail: Fail;
  readonly options: ReadOptions;
}

function readLine(line: string, { path, number, fail, options }: Place): Document | undefined {
  const value = parseLine(line, fail);
  const dialect = dialectOf(value);
  if (dialect !== undefined) {
    const source = { path, line: number, id: `${corpusName(path)}-${number}`, options };
    return dialect(value, source, fail);
  }
  const result = record.safeParse(value);
  if (!result.success) return fail(explainIssue(result.error));
  const document = toDocument(result.data, path, number);
  const fault = offsetFault(document);
  return fault === undefined ? document : fail(fault, 'Offsets are UTF-16 code units, the end exclusive.');
}

function parseLine(line: string, fail: Fail): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    return fail(`not valid JSON (${(cause as Error).message})`, 'Each line holds one whole object.');
  }
}

function toDocument({ meta, tokens, spans, ...read }: SentenceRecord, file: string, line: number): Document {
  const place = { start: 0, end: read.text.length, tokens };
  const isDocument = read.sections !== undefined || read.sentences !== undefined;
  const { sections, sentences, ...rest } = read;
  return {
    ...rest,
    ...(sections !== undefined && sections.length > 0 && { sections }),
    ...(isDocument ? sentences !== undefined && { sentences } : { sentences: [place] }),
    spans: isDocument ? spans : [...spans].sort((a, b) => a.start - b.start || a.end - b.end),
    ...(meta?.document && { part: meta.document }),
    origin: meta?.origin ?? { kind: 'gold', file, line },
  };
}

/** A document as one line of JSON; reading it again gives the same document. */
export function jsonlOf(document: Document): string {
  const { id, text, spans, unknown, sections, sentences, relations, attributes, rest, part, origin } =
    document;
  const meta = { origin, document: part };
  const [only] = sentences ?? [];
  const isPlain = isSentence(document) && only?.columns === undefined;
  const places = isPlain ? { tokens: only?.tokens } : { sections: sections ?? [], sentences };
  const { tokens, ...parts } = { tokens: undefined, ...places };
  const head = JSON.stringify({ id, text }).slice(0, -1);
  const tail = JSON.stringify({ spans, unknown, ...parts, relations, attributes, rest, meta }).slice(1);
  return `${head}${tokens === undefined ? '' : `,"tokens":${tokensJson(tokens)}`},${tail}\n`;
}

/** As `JSON.stringify` has it, in half the time: tokens are most of a file. */
function tokensJson(tokens: readonly Token[]): string {
  let json = '';
  for (const { start, end } of tokens) json += `${json === '' ? '' : ','}{"start":${start},"end":${end}}`;
  return `[${json}]`;
}
