import type { Document } from './document.js';
import { flatten, type NestedPolicy } from './flatten.js';
import type { Holds } from './format.js';
import type { Losses } from './losses.js';
import { HAS_ROOM } from './relation-targets.js';
import type { Span } from './sentence.js';

/** The document with what a format has room for; what is left out is counted. */
export function fitDocument(
  document: Document,
  holds: Holds,
  policy: NestedPolicy,
  losses: Losses,
): Document {
  const flat = flatten(document, holds, policy, losses);
  const spans = fitSpans(flat.spans, document, holds, losses);
  const relations = fitRelations({ ...document, spans }, holds, losses);
  countRest(document, holds, losses);
  if (!holds.lineEnds && LINE_END.test(document.text) && LINE_END.test(betweenSections(document))) {
    losses.add('line ends as spaces', document.id);
  }
  if (spans === document.spans && relations === document.relations) return document;
  return { ...document, spans, relations };
}

const LINE_END = /[\r\n]/;

function hasAll(room: boolean | readonly string[], found: Readonly<Record<string, unknown>>): boolean {
  return typeof room === 'boolean' ? room : Object.keys(found).every((name) => room.includes(name));
}

function fitSpans(spans: readonly Span[], { id }: Document, holds: Holds, losses: Losses): readonly Span[] {
  if (!holds.spans) {
    for (const span of spans) losses.add('mentions', id, span);
    return spans.length === 0 ? spans : [];
  }
  for (const span of spans) {
    if (!holds.concepts && span.concept !== undefined) losses.add('concepts', id, span);
    if (!holds.scores && span.score !== undefined) losses.add('scores', id, span);
    if (span.attributes !== undefined && !hasAll(holds.attributes, span.attributes))
      losses.add('attributes', id, span);
  }
  return spans;
}

function fitRelations(document: Document, holds: Holds, losses: Losses): Document['relations'] {
  const { relations, id } = document;
  if (relations === undefined || holds.relations === 'all') return relations;
  const hasRoom = HAS_ROOM[holds.relations];
  const kept = relations.filter((relation) => hasRoom(document.spans, relation.arguments));
  for (let lost = relations.length - kept.length; lost > 0; lost--) losses.add('relations', id);
  return kept.length === relations.length ? relations : kept;
}

function countRest(
  { id, attributes, rest, sections, unknown = [] }: Document,
  holds: Holds,
  losses: Losses,
): void {
  if (!holds.unknown && unknown.length > 0) losses.add('unknown stretches, taken as outside mentions', id);
  if (!holds.documentAttributes) {
    if (attributes !== undefined) losses.add('attributes of documents', id);
    if (sections?.some((section) => section.attributes !== undefined))
      losses.add('attributes of sections', id);
  }
  for (const [name, lines] of Object.entries(rest ?? {})) {
    if (hasAll(holds.rest, { [name]: lines })) continue;
    for (const _ of lines) losses.add(`lines that only ${name} understands`, id);
  }
}

/** The text without the white space between title and abstract, which has a place of its own. */
function betweenSections({ text, sections }: Document): string {
  const first = sections?.[0];
  if (first === undefined || sections?.length === 1) return text.replace(/[\r\n]/, '');
  return text.slice(0, first.end) + text.slice(first.end + 1);
}
