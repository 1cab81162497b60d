import { type Document, piecesOf, type Section, surfaceOf } from '../document.js';
import type { Attributes, Span } from '../sentence.js';
import { type UnitMap, unitMap } from '../units.js';
import { KEY } from './claims.js';
import {
  type BiocAnnotation,
  type BiocDocument,
  type BiocHead,
  type BiocPassage,
  type BiocRelation,
  NO_HEAD,
} from './collection.js';

/** A document as BioC has it, offsets in code points from its start. */
export function fromDocument(document: Document): BiocDocument {
  const { text, spans, relations = [] } = document;
  const map = unitMap(text, 'codepoints');
  const { concept = 'identifier' } = keptOf(document);
  const ids = idsOf(spans);
  const annotation = (span: Span): BiocAnnotation =>
    annotationOf(span, ids.get(span) as string, text, map, concept);
  const sections = sectionsOf(document);
  const homes = spans.map((span) =>
    sections.findIndex(({ start, end }) => span.start >= start && span.end <= end),
  );
  const passages: BiocPassage[] = sections.map(({ start, end, kind, attributes }, index) => ({
    offset: map.fromUtf16(start),
    infons: { ...(kind !== undefined && { type: kind }), ...attributes },
    text: text.slice(start, end),
    annotations: spans.filter((_, at) => homes[at] === index).map(annotation),
    ...{ sentences: [], relations: [] },
  }));
  return {
    ...{ id: document.id, infons: { ...document.attributes }, passages },
    annotations: spans.filter((_, at) => homes[at] === -1).map(annotation),
    relations: relations.map((relation, index) => relationOf(relation, index, spans, ids)),
  };
}

/** What the source's collection said of itself. */
export function headOf(document: Document): BiocHead {
  const { source = '', date = '', key = '' } = document.rest?.bioc === undefined ? NO_HEAD : keptOf(document);
  return { source, date, key };
}

function keptOf({ rest }: Document): Readonly<Partial<Record<string, string>>> {
  const [line] = rest?.bioc ?? [];
  return line === undefined ? {} : JSON.parse(line);
}

/** The sections, and between them what else has text. */
function sectionsOf({ text, sections = [] }: Document): readonly Section[] {
  const all: Section[] = [];
  let at = 0;
  for (const section of [...sections].sort((a, b) => a.start - b.start)) {
    if (text.slice(at, section.start).trim() !== '') all.push({ start: at, end: section.start });
    all.push(section);
    at = Math.max(at, section.end);
  }
  if (all.length === 0 || text.slice(at).trim() !== '') all.push({ start: at, end: text.length });
  return all;
}

function annotationOf(
  span: Span,
  id: string,
  text: string,
  map: UnitMap,
  conceptKey: string,
): BiocAnnotation {
  const { [KEY]: key = conceptKey, ...attributes }: Attributes = span.attributes ?? {};
  const infons = {
    type: span.label,
    ...(span.concept !== undefined && { [key]: span.concept }),
    ...attributes,
    ...(span.score !== undefined && { score: String(span.score) }),
  };
  const locations = piecesOf(span).map(({ start, end }) => {
    const offset = map.fromUtf16(start);
    return { offset, length: map.fromUtf16(end) - offset };
  });
  return { id, infons, text: span.surface ?? surfaceOf(text, span), locations };
}

function relationOf(
  { id, label, arguments: ends, attributes }: NonNullable<Document['relations']>[number],
  index: number,
  spans: readonly Span[],
  ids: ReadonlyMap<Span, string>,
): BiocRelation {
  const names = new Map(spans.map((span) => [span.id, ids.get(span) as string]));
  const nodes = ends.flatMap(({ role, span }) =>
    span === undefined ? [] : [{ role, refid: names.get(span) ?? span }],
  );
  const concepts = ends.flatMap(({ role, concept }) =>
    concept === undefined ? [] : [[role, concept] as const],
  );
  return {
    id: id ?? `R${index}`,
    infons: { relation: label, ...Object.fromEntries(concepts), ...attributes },
    nodes,
  };
}

/** The mentions' own ids where they are given once, else free numbers. */
function idsOf(spans: readonly Span[]): Map<Span, string> {
  const taken = new Set(spans.map(({ id }) => id));
  const used = new Set<string>();
  const ids = new Map<Span, string>();
  let number = 0;
  for (const span of spans) {
    let { id } = span;
    if (id === undefined || used.has(id)) {
      while (taken.has(String(number)) || used.has(String(number))) number++;
      id = String(number);
    }
    used.add(id);
    ids.set(span, id);
  }
  return ids;
}
