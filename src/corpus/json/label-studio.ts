import { z } from 'zod';
import type { Document, Relation } from '../document.js';
import { corpusName } from '../file-names.js';
import { placeClaims, type SpanClaim } from '../place-claims.js';
import type { ReadOptions } from '../read-options.js';
import { mentionOf } from '../relation-targets.js';
import type { Span } from '../sentence.js';
import { jsonArray } from './array.js';
import { jsonRecords } from './records.js';

const id = z.union([z.string(), z.number()]).transform(String);

const value = z.object({
  start: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]),
  end: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]),
  text: z.string().nullish(),
  labels: z.array(z.string().min(1)).min(1).optional(),
});

const region = z.looseObject({
  type: z.string(),
  id: id.optional(),
  value: z.unknown().optional(),
  score: z.number().gt(0).max(1).nullish(),
  meta: z.looseObject({ text: z.array(z.string()).optional() }).optional(),
});

const link = z.object({
  from_id: id,
  to_id: id,
  labels: z.array(z.string()).default([]),
  direction: z.string().optional(),
});

const answers = z.array(z.object({ result: z.array(region), was_cancelled: z.boolean().optional() }));

const task = z.object({
  id: id.optional(),
  data: z.record(z.string(), z.unknown()),
  annotations: answers.optional(),
  predictions: answers.optional(),
});

/**
 * The tasks of a Label Studio export or import file: the text is `data.text`, or the only string there; the mentions
 * are those of the first annotation that was not cancelled, else of the first prediction. Offsets count UTF-16 units,
 * unless the regions' texts say otherwise.
 *
 * @throws HilgenError `input` with the place of the first malformed value.
 */
export async function* readLabelStudio(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  let number = 0;
  for await (const { where, line, parse } of jsonRecords(path)) {
    number++;
    const { id = String(number), data, annotations = [], predictions = [] } = parse(task);
    const text = parse(z.string(), data.text ?? onlyString(data), ['data', 'text']);
    const answer = annotations.find(({ was_cancelled: cancelled }) => cancelled !== true) ?? predictions[0];
    if (annotations.length > 1) {
      options.onRemark?.({
        kind: 'skipped',
        where,
        what: `the first of ${annotations.length} annotations is read`,
      });
    }
    const regions = answer?.result ?? [];
    const claims = regions.flatMap((one) => claimsOf(one, (inner) => parse(value, inner, ['value'])));
    const relations = regions
      .filter(({ type }) => type === 'relation')
      .map((one) => relationOf(parse(link, one)));
    yield {
      id: typeof data.id === 'string' ? data.id : `${corpusName(path)}-${id}`,
      text,
      spans: placeClaims(text, claims, { path: where, id, official: 'utf16', options }),
      ...(relations.length > 0 && { relations }),
      origin: { kind: 'gold', file: path, line },
    };
  }
}

function onlyString(data: Readonly<Record<string, unknown>>): unknown {
  const strings = Object.entries(data).filter(([key, one]) => typeof one === 'string' && key !== 'id');
  return strings.length === 1 ? strings[0]?.[1] : undefined;
}

/** A region with several labels is a mention of each. */
function claimsOf(
  { type, id, value: place, score, meta }: z.infer<typeof region>,
  check: (inner: unknown) => z.infer<typeof value>,
): SpanClaim[] {
  if (type !== 'labels') return [];
  const { start, end, text, labels = [] } = check(place);
  const concept = meta?.text?.[0];
  return labels.map((label) => ({
    pieces: [{ start, end }],
    surface: text?.replaceAll('\\n', '\n'),
    span: {
      label,
      ...(id !== undefined && { id }),
      ...(concept !== undefined && { concept }),
      ...(score != null && { score }),
    },
  }));
}

function relationOf({ from_id: from, to_id: to, labels, direction }: z.infer<typeof link>): Relation {
  return {
    label: labels[0] ?? 'relation',
    arguments: [
      { role: 'from', span: from },
      { role: 'to', span: to },
    ],
    ...(direction !== undefined && direction !== 'right' && { attributes: { direction } }),
  };
}

/** Tasks with one annotation each, as Label Studio imports them; concepts stand in the regions' meta text. */
export const labelStudioJson = jsonArray((document) => [taskOf(document)]);

function taskOf({ id, text, spans, relations = [] }: Document): unknown {
  const ids = spans.map((span, index) => span.id ?? `m${index + 1}`);
  const regions = spans.map((span, index) => regionOf(text, span, ids[index] as string));
  const links = relations.map(({ label, arguments: ends, attributes }) => {
    const [from, to] = ends.map((end) => ids[mentionOf(spans, end)]);
    return {
      type: 'relation',
      from_id: from,
      to_id: to,
      labels: [label],
      direction: attributes?.direction ?? 'right',
    };
  });
  const result = [
    ...regions,
    ...links.filter(({ from_id: from, to_id: to }) => from !== undefined && to !== undefined),
  ];
  return { data: { id, text }, annotations: [{ result }] };
}

function regionOf(text: string, { start, end, label, concept, score }: Span, id: string): unknown {
  return {
    ...{ id, type: 'labels', from_name: 'label', to_name: 'text' },
    value: { start, end, text: text.slice(start, end), labels: [label] },
    ...(concept !== undefined && { meta: { text: [concept] } }),
    ...(score !== undefined && { score }),
  };
}
