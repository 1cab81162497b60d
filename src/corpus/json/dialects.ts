import { z } from 'zod';
import type { Document } from '../document.js';
import { placeClaims, type SpanClaim } from '../place-claims.js';
import type { ReadOptions } from '../read-options.js';
import { explainIssue } from './issues.js';
import { unitOfTokens } from './token-unit.js';

/** Where a line of another program stands. */
export interface DialectSource {
  readonly path: string;
  readonly line: number;
  /** The id where the line has none. */
  readonly id: string;
  readonly options: ReadOptions;
}

/** Reads a line, or passes over it with a remark. */
export type Dialect = (
  value: unknown,
  source: DialectSource,
  fail: (what: string) => never,
) => Document | undefined;

/** Which other program's line this is, by its keys; hilgen's own has none of them. */
export function dialectOf(value: unknown): Dialect | undefined {
  if (typeof value !== 'object' || value === null || !('text' in value)) return undefined;
  if ('_input_hash' in value || '_task_hash' in value || hasTokenTexts(value)) return prodigy;
  const isDoccano = ['label', 'labels', 'entities'].some((key) =>
    Array.isArray((value as Record<string, unknown>)[key]),
  );
  return isDoccano && !('spans' in value) ? doccano : undefined;
}

function hasTokenTexts(value: object): boolean {
  const tokens = 'tokens' in value && Array.isArray(value.tokens) ? value.tokens : [];
  return typeof tokens[0] === 'object' && tokens[0] !== null && 'text' in tokens[0];
}

const id = z.union([z.string(), z.number()]).transform(String).optional();
const offset = z.int();
const label = z.string().min(1);

const prodigyLine = z.object({
  text: z.string(),
  id,
  tokens: z.array(z.object({ text: z.string(), start: offset, end: offset })).optional(),
  spans: z.array(z.object({ start: offset, end: offset, label, text: z.string().optional() })).default([]),
  relations: z.array(z.unknown()).optional(),
  answer: z.string().optional(),
});

const prodigy: Dialect = (value, source, fail) => {
  const read = checked(prodigyLine, value, fail);
  const { text, tokens, spans, answer = 'accept', relations = [] } = read;
  const where = `${source.path}:${source.line}`;
  if (answer !== 'accept') {
    source.options.onRemark?.({
      kind: 'skipped',
      where,
      what: `passed over: its answer is ${JSON.stringify(answer)}`,
    });
    return undefined;
  }
  if (relations.length > 0) {
    source.options.onRemark?.({
      kind: 'skipped',
      where,
      what: `${relations.length} relations of Prodigy are not read`,
    });
  }
  const unit = source.options.unit ?? (tokens && unitOfTokens(text, tokens));
  const claims = spans.map(
    ({ start, end, label, text: surface }): SpanClaim => ({
      pieces: [{ start, end }],
      surface,
      span: { label },
    }),
  );
  const placed = placeClaims(text, claims, { ...claimSource(source), options: { ...source.options, unit } });
  const places =
    tokens &&
    placeClaims(
      text,
      tokens.map((token) => ({ pieces: [token], span: { label: 'token' } })),
      {
        ...claimSource(source),
        options: { unit: unit ?? 'codepoints' },
      },
    );
  const place = { start: 0, end: text.length, tokens: places?.map(({ start, end }) => ({ start, end })) };
  return { id: read.id ?? source.id, text, spans: placed, sentences: [place], origin: originOf(source) };
};

const doccanoLine = z.object({
  text: z.string(),
  id,
  label: z.array(z.tuple([offset, offset, label])).optional(),
  labels: z.array(z.tuple([offset, offset, label])).optional(),
  entities: z.array(z.object({ id, label, start_offset: offset, end_offset: offset })).optional(),
  relations: z.array(z.object({ id, from_id: id, to_id: id, type: z.string() })).optional(),
});

const doccano: Dialect = (value, source, fail) => {
  const read = checked(doccanoLine, value, fail);
  const triples = (read.label ?? read.labels ?? []).map(([start, end, label]) => ({
    pieces: [{ start, end }],
    span: { label },
  }));
  const entities = (read.entities ?? []).map(({ id, label, start_offset: start, end_offset: end }) => ({
    pieces: [{ start, end }],
    span: { label, ...(id !== undefined && { id }) },
  }));
  const relations = read.relations?.map(({ id, from_id, to_id, type }) => ({
    ...{ label: type, ...(id !== undefined && { id }) },
    arguments: [
      { role: 'from', span: from_id },
      { role: 'to', span: to_id },
    ],
  }));
  return {
    ...{ id: read.id ?? source.id, text: read.text },
    spans: placeClaims(read.text, [...triples, ...entities], claimSource(source)),
    ...(relations !== undefined && relations.length > 0 && { relations }),
    origin: originOf(source),
  };
};

const claimSource = ({ path, line, id, options }: DialectSource) =>
  ({ path: `${path}:${line}`, id, official: 'codepoints', options }) as const;

const originOf = ({ path, line }: DialectSource) => ({ kind: 'gold', file: path, line }) as const;

function checked<T>(schema: z.ZodType<T>, value: unknown, fail: (what: string) => never): T {
  const result = schema.safeParse(value);
  return result.success ? result.data : fail(explainIssue(result.error));
}
