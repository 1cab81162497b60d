import type { Document, Relation, Section, SentencePlace } from '../document.js';
import { placeClaims } from '../place-claims.js';
import type { ReadOptions } from '../read-options.js';
import type { Span } from '../sentence.js';
import { claimOf, claimsOf, commonConceptKey } from './claims.js';
import type { BiocDocument, BiocHead, BiocPassage, BiocRelation } from './collection.js';

/** Where a document was read. */
export interface BiocSource {
  readonly path: string;
  readonly line: number;
  readonly head: BiocHead;
  readonly options: ReadOptions;
}

/**
 * A BioC document. Passages stand in the text at their offsets, a line end and spaces between. Offsets may count
 * code points, bytes or UTF-16 units, from the start of the document or of the passage: whatever fits the texts.
 */
export function toDocument(read: BiocDocument, source: BiocSource): Document {
  const conceptKey = commonConceptKey(read);
  const built: Built = { text: '', spans: [], sections: [], sentences: [] };
  for (const passage of read.passages) addPassage(built, passage, read.id, conceptKey, source);
  const claims = read.annotations.map((one) => claimOf(one, 0, conceptKey));
  built.spans.push(...placeClaims(built.text, claims, claimSource(read.id, source)));
  const relations = [read, ...read.passages, ...read.passages.flatMap(({ sentences }) => sentences)]
    .flatMap((holder) => holder.relations)
    .map(toRelation);
  const { text, spans, sections, sentences } = built;
  return {
    ...{ id: read.id, text, spans, sections },
    ...(sentences.length > 0 && { sentences }),
    ...(relations.length > 0 && { relations }),
    ...(Object.keys(read.infons).length > 0 && { attributes: read.infons }),
    rest: { bioc: [JSON.stringify({ ...source.head, ...(conceptKey && { concept: conceptKey }) })] },
    origin: { kind: 'gold', file: source.path, line: source.line },
  };
}

interface Built {
  text: string;
  readonly spans: Span[];
  readonly sections: Section[];
  readonly sentences: SentencePlace[];
}

const MAX_GAP = 10_000;

function addPassage(
  built: Built,
  passage: BiocPassage,
  id: string,
  conceptKey: string | undefined,
  source: BiocSource,
): void {
  const { text, sentences } = textOf(passage);
  const gap = passage.offset - [...built.text].length;
  if (built.sections.length > 0) built.text += `\n${' '.repeat(gap > 1 && gap < MAX_GAP ? gap - 1 : 0)}`;
  const start = built.text.length;
  built.text += text;
  const { type, ...attributes } = passage.infons;
  built.sections.push({
    ...{ start, end: built.text.length },
    ...(type !== undefined && { kind: type }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
  });
  built.sentences.push(...sentences.map((place) => ({ start: place.start + start, end: place.end + start })));
  const annotations = [passage, ...passage.sentences].flatMap((holder) => holder.annotations);
  const claims = claimsOf(annotations, text, passage, conceptKey);
  for (const span of placeClaims(text, claims, claimSource(id, source))) built.spans.push(moved(span, start));
}

const claimSource = (id: string, { path, line, options }: BiocSource) =>
  ({ path: `${path}:${line}`, id, official: 'codepoints', options }) as const;

function textOf(passage: BiocPassage): { text: string; sentences: SentencePlace[] } {
  if (passage.sentences.length === 0) return { text: passage.text ?? '', sentences: [] };
  const sentences: SentencePlace[] = [];
  let text = '';
  for (const { offset, text: words } of passage.sentences) {
    const gap = offset - passage.offset - [...text].length;
    text += ' '.repeat(gap > 0 && gap < MAX_GAP ? gap : 0);
    const start = text.length;
    text += words ?? '';
    if (text.length > start) sentences.push({ start, end: text.length });
  }
  return { text, sentences };
}

function moved(span: Span, by: number): Span {
  const place = { start: span.start + by, end: span.end + by };
  const fragments = span.fragments?.map(({ start, end }) => ({ start: start + by, end: end + by }));
  return { ...span, ...place, ...(fragments && { fragments }) };
}

/** Without nodes, its infons are its arguments: so BioCreative V names the concepts of a relation. */
function toRelation({ id, infons, nodes }: BiocRelation): Relation {
  const { relation, type, ...others } = infons;
  const named = nodes.map(({ refid, role }) => ({ role, span: refid }));
  const concepts = Object.entries(others).map(([role, concept]) => ({ role, concept }));
  const attributes = relation !== undefined && type !== undefined ? { ...others, type } : others;
  return {
    label: relation ?? type ?? 'relation',
    arguments: nodes.length > 0 ? named : concepts,
    ...(id !== undefined && id !== '' && { id }),
    ...(nodes.length > 0 && Object.keys(attributes).length > 0 && { attributes }),
  };
}
