import { z } from 'zod';
import type { Document, SentencePlace } from '../document.js';
import { corpusName } from '../file-names.js';
import { placeClaims, type SpanClaim } from '../place-claims.js';
import type { ReadOptions } from '../read-options.js';
import type { Span, Token } from '../sentence.js';
import { unitMap } from '../units.js';
import { jsonArray } from './array.js';
import { type JsonRecord, jsonRecords } from './records.js';
import { readParagraphs } from './spacy-paragraphs.js';

const offset = z.int();
const entity = z.object({
  ...{ start: offset, end: offset },
  label: z.string().min(1),
  kb_id: z.string().optional(),
  id: z.union([z.string(), z.number()]).transform(String).optional(),
});

const place = z.object({ start: offset, end: offset });

const doc = z.object({
  text: z.string(),
  ents: z.array(entity).default([]),
  spans: z.record(z.string(), z.array(entity)).default({}),
  sents: z.array(place).optional(),
  tokens: z.array(place).optional(),
  _: z.looseObject({ id: z.string().optional() }).optional(),
});

const pair = z.tuple([
  z.string(),
  z.object({ entities: z.array(z.tuple([offset, offset, z.string().min(1)]).rest(z.unknown())).default([]) }),
]);

/**
 * The documents of spaCy's JSON: what `Doc.to_json()` gives (one, an array, or one a line), pairs of text and
 * `{"entities"}` as version 2 trained on, or its paragraphs with BILUO tags. Offsets count code points.
 *
 * @throws HilgenError `input` with the place of the first malformed value.
 */
export async function* readSpacy(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  let number = 0;
  for await (const record of jsonRecords(path)) {
    const stem = `${corpusName(path)}-${++number}`;
    if (isParagraphs(record.value)) yield* readParagraphs(record, stem, path);
    else if (Array.isArray(record.value)) yield fromPair(record, stem, path, options);
    else yield fromDoc(record, stem, path, options);
  }
}

const isParagraphs = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'paragraphs' in value;

function fromPair(
  { where, line, parse }: JsonRecord,
  id: string,
  path: string,
  options: ReadOptions,
): Document {
  const [text, { entities }] = parse(pair);
  const claims = entities.map(
    ([start, end, label]): SpanClaim => ({ pieces: [{ start, end }], span: { label } }),
  );
  const spans = placeClaims(text, claims, { path: where, id, official: 'codepoints', options });
  return { id, text, spans, origin: { kind: 'gold', file: path, line } };
}

function fromDoc(
  { where, line, parse }: JsonRecord,
  stem: string,
  path: string,
  options: ReadOptions,
): Document {
  const { text, ents, spans: groups, sents, tokens = [], _: own } = parse(doc);
  const id = own?.id ?? stem;
  const source = { path: where, id, official: 'codepoints', options } as const;
  const claims = uniqueOf([...ents, ...Object.values(groups).flat()]).map(claimOf);
  const spans = placeClaims(text, claims, source);
  const toPlaces = (places: readonly Token[]): Token[] =>
    placeClaims(
      text,
      places.map((piece) => ({ pieces: [piece], span: { label: 'part' } })),
      source,
    ).map(({ start, end }) => ({ start, end }));
  const words = toPlaces(tokens);
  const sentences =
    sents &&
    toPlaces(sents).map(
      (place): SentencePlace => ({
        ...place,
        ...(words.length > 0 && {
          tokens: words.filter(({ start, end }) => start >= place.start && end <= place.end),
        }),
      }),
    );
  return { id, text, spans, ...(sentences && { sentences }), origin: { kind: 'gold', file: path, line } };
}

type Entity = z.infer<typeof entity>;

function uniqueOf(entities: readonly Entity[]): Entity[] {
  const seen = new Map(
    entities.map((one) => [JSON.stringify([one.start, one.end, one.label, one.kb_id ?? '']), one]),
  );
  return [...seen.values()];
}

function claimOf({ start, end, label, kb_id: concept, id }: Entity): SpanClaim {
  const isConcept = concept !== undefined && concept !== '';
  return {
    pieces: [{ start, end }],
    span: { label, ...(isConcept && { concept }), ...(id !== undefined && id !== '' && { id }) },
  };
}

/** An array of what `Doc.to_json()` gives; mentions that overlap go into the span group `sc`, as spaCy wants. */
export const spacyJson = jsonArray((document) => [docOf(document)]);

function docOf({ id, text, spans, sentences }: Document): unknown {
  const map = unitMap(text, 'codepoints');
  const at = ({ start, end }: Token): Token => ({ start: map.fromUtf16(start), end: map.fromUtf16(end) });
  const entities = spans.map((span) => ({
    ...at(span),
    label: span.label,
    ...(span.concept !== undefined && { kb_id: span.concept }),
  }));
  const tokens = sentences?.flatMap((place) => place.tokens ?? []);
  const overlaps = hasOverlaps(spans);
  return {
    text,
    ents: overlaps ? [] : entities,
    ...(overlaps && { spans: { sc: entities } }),
    ...(sentences && { sents: sentences.map(at) }),
    ...(tokens &&
      tokens.length > 0 && { tokens: tokens.map((token, index) => ({ id: index, ...at(token) })) }),
    _: { id },
  };
}

function hasOverlaps(spans: readonly Span[]): boolean {
  const inOrder = [...spans].sort((a, b) => a.start - b.start);
  return inOrder.some(
    ({ start }, index) => index > 0 && start < Math.max(...inOrder.slice(0, index).map(({ end }) => end)),
  );
}
