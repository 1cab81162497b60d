import { HilgenError } from '../../base/errors.js';
import { type Document, piecesOf, type Relation, surfaceOf } from '../document.js';
import { mentionOf } from '../relation-targets.js';
import type { Span } from '../sentence.js';
import { type UnitMap, unitMap } from '../units.js';
import { withoutName } from './annotations.js';

/** The `.ann` file of a document: mentions, each with its concepts and attributes behind it, relations, then the rest. */
export function standoffOf({ id, text, spans, relations = [], rest }: Document): string {
  const map = unitMap(text, 'codepoints');
  const kept = rest?.brat ?? [];
  const ids = idsOf(spans);
  const next = numbering(kept);
  const lines = spans.flatMap((span, index) =>
    mentionLines(span, ids[index] as string, { id, text, map, next }),
  );
  for (const relation of relations) lines.push(relationLine(relation, id, ids, spans, next));
  return [...lines, ...kept].map((line) => `${line}\n`).join('');
}

interface Context {
  readonly id: string;
  readonly text: string;
  readonly map: UnitMap;
  readonly next: (kind: string) => string;
}

function mentionLines(span: Span, name: string, { id, text, map, next }: Context): string[] {
  if (/\s/.test(span.label)) throw unwritable(id, `the label ${JSON.stringify(span.label)}`);
  const places = piecesOf(span).flatMap((piece) => linesApart(text, piece));
  const offsets = places.map(({ start, end }) => `${map.fromUtf16(start)} ${map.fromUtf16(end)}`).join(';');
  const surface = span.surface ?? surfaceOf(text, { ...span, fragments: places });
  const lines = [`${name}\t${span.label} ${offsets}\t${surface.replace(/[\r\n]/g, ' ')}`];
  const { name: conceptName, others } = withoutName(span.attributes);
  const concepts = (span.concept?.split('|') ?? []).map((concept) => concept.trim()).filter(Boolean);
  concepts.forEach((concept, index) => {
    if (/\s/.test(concept) || concept === '') throw unwritable(id, `the concept ${JSON.stringify(concept)}`);
    const words = index === 0 && conceptName !== undefined ? `\t${conceptName}` : '';
    lines.push(`${next('N')}\tReference ${name} ${concept}${words}`);
  });
  for (const [key, value] of others) {
    if (/\s/.test(key) || /[\t\r\n]/.test(value))
      throw unwritable(id, `the attribute ${JSON.stringify(key)}`);
    lines.push(`${next('A')}\t${key} ${name}${value === '' ? '' : ` ${value}`}`);
  }
  return lines;
}

/** BRAT has no mentions over line ends: such a one is written in pieces. */
function linesApart(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number }[] {
  const covered = text.slice(start, end);
  if (!/[\r\n]/.test(covered)) return [{ start, end }];
  return Array.from(covered.matchAll(/[^\r\n]+/g), (match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}

function relationLine(
  { label, arguments: ends, id }: Relation,
  document: string,
  ids: readonly string[],
  spans: readonly Span[],
  next: (kind: string) => string,
): string {
  const args = ends.map(({ role, span, concept }) => {
    const target = mentionOf(spans, { role, span, concept });
    // An argument that is no mention is an event, whose line is kept as it stands.
    const name = target === -1 ? span : ids[target];
    if (name === undefined) throw unwritable(document, `a relation to ${concept}, which no mention has,`);
    return `${role}:${name}`;
  });
  if (/\s/.test(label)) throw unwritable(document, `the relation ${JSON.stringify(label)}`);
  return `${id !== undefined && /^R\S*$/.test(id) ? id : next('R')}\t${label} ${args.join(' ')}`;
}

/** The mentions' own ids where they are BRAT's, else the free numbers in order. */
function idsOf(spans: readonly Span[]): string[] {
  const taken = new Set(spans.map(({ id }) => id).filter((id) => id !== undefined && /^T\S+$/.test(id)));
  const used = new Set<string>();
  let number = 0;
  const fresh = (): string => {
    do number++;
    while (taken.has(`T${number}`) || used.has(`T${number}`));
    return `T${number}`;
  };
  return spans.map(({ id }) => {
    const name = id !== undefined && taken.has(id) && !used.has(id) ? id : fresh();
    used.add(name);
    return name;
  });
}

/** Numbers for new lines of each kind, beginning behind those that are kept. */
function numbering(kept: readonly string[]): (kind: string) => string {
  const last = new Map<string, number>();
  for (const line of kept) {
    const [, kind = '', number = ''] = /^([A-Z])(\d+)\t/.exec(line) ?? [];
    last.set(kind, Math.max(last.get(kind) ?? 0, Number(number)));
  }
  return (kind) => {
    const number = (last.get(kind) ?? 0) + 1;
    last.set(kind, number);
    return `${kind}${number}`;
  };
}

function unwritable(document: string, what: string): HilgenError {
  return new HilgenError('input', {
    where: `document ${document}`,
    what: `${what} cannot be written as BRAT standoff`,
    hint: 'BRAT wants labels and concepts without white space; JSON Lines (.jsonl) holds any.',
  });
}
