import type { Document } from './document.js';
import { flatten, type NestedPolicy } from './flatten.js';
import type { Holds } from './format.js';
import type { Losses } from './losses.js';
import { isWritable } from './pubtator/concept-relations.js';
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
  if (spans === document.spans && relations === document.relations && holds.rest && holds.lineEnds)
    return document;
  if (!holds.rest) countRest(document, losses);
  if (!holds.lineEnds && /[\r\n]/.test(betweenSections(document)))
    losses.add('line ends as spaces', document.id);
  return { ...document, spans, relations };
}

function fitSpans(spans: readonly Span[], { id }: Document, holds: Holds, losses: Losses): readonly Span[] {
  if (!holds.spans) {
    for (const span of spans) losses.add('mentions', id, span);
    return spans.length === 0 ? spans : [];
  }
  for (const span of spans) {
    if (!holds.concepts && span.concept !== undefined) losses.add('concepts', id, span);
    if (!holds.scores && span.score !== undefined) losses.add('scores', id, span);
    if (!holds.attributes && span.attributes !== undefined) losses.add('attributes', id, span);
  }
  return spans;
}

function fitRelations(document: Document, holds: Holds, losses: Losses): Document['relations'] {
  const { relations, id } = document;
  if (relations === undefined || holds.relations === 'all') return relations;
  const kept = relations.filter(
    (relation) => holds.relations === 'concepts' && isWritable(document, relation.arguments),
  );
  for (let lost = relations.length - kept.length; lost > 0; lost--) losses.add('relations', id);
  return kept.length === relations.length ? relations : kept;
}

function countRest({ id, attributes, rest, sections }: Document, losses: Losses): void {
  if (attributes !== undefined) losses.add('attributes of documents', id);
  if (sections?.some((section) => section.attributes !== undefined)) losses.add('attributes of sections', id);
  for (const lines of Object.values(rest ?? {})) for (const _ of lines) losses.add('lines of the source', id);
}

/** The text without the white space between title and abstract, which has a place of its own. */
function betweenSections({ text, sections }: Document): string {
  const first = sections?.[0];
  if (first === undefined || sections?.length === 1) return text.replace(/[\r\n]/, '');
  return text.slice(0, first.end) + text.slice(first.end + 1);
}
