import { HilgenError } from '../../base/errors.js';
import { type Document, surfaceOf } from '../document.js';
import { conceptOf } from '../relation-targets.js';
import type { Span } from '../sentence.js';
import { unitMap } from '../units.js';
import { PARTS } from './read.js';

/** A document in PubTator's form, the blank line behind it included. Line ends within the text become spaces. */
export function pubtatorOf(document: Document): string {
  const { id, text, spans, relations = [] } = document;
  if (id === '' || /[|\t\n\r]/.test(id)) throw unwritable(id, 'an id with |, tab or line end');
  const cut = titleEnd(document);
  const lines = [`${id}|t|${flat(text.slice(0, cut))}`, `${id}|a|${flat(text.slice(cut + 1))}`];
  const map = unitMap(text, 'codepoints');
  for (const span of spans) {
    const place = `${id}\t${map.fromUtf16(span.start)}\t${map.fromUtf16(span.end)}`;
    lines.push(`${place}\t${field(span.surface ?? coveredText(text, span))}\t${tail(id, span)}`);
  }
  for (const { label, arguments: ends, attributes } of relations) {
    const concepts = ends.map((end) => conceptOf(spans, end) ?? '-1');
    lines.push([id, label, ...concepts, ...(attributes?.[PARTS] ? [attributes[PARTS]] : [])].join('\t'));
  }
  return `${lines.join('\n')}\n\n`;
}

/** Where the title ends: with the first section, else with the first line, else with the text. */
export function titleEnd({ text, sections }: Document): number {
  const [first, second] = sections ?? [];
  const isCut = first !== undefined && second !== undefined && /^\s$/.test(text[first.end] ?? '');
  const end = isCut ? first.end : text.search(LINE_END);
  // With nothing behind the line end there is no abstract, and the line end belongs to the title.
  return end === -1 || end === text.length - 1 ? text.length : end;
}

function coveredText(text: string, span: Span): string {
  return span.fragments === undefined ? text.slice(span.start, span.end) : surfaceOf(text, span);
}

function tail(id: string, { label, concept = '-1', attributes }: Span): string {
  const cells = [label, concept, ...(attributes?.[PARTS] === undefined ? [] : [attributes[PARTS]])];
  if (cells.slice(0, 2).some((cell) => /[\t\n\r]/.test(cell)))
    throw unwritable(id, 'a label or concept with a tab or line end');
  return cells.join('\t');
}

const flat = (text: string): string => (LINE_END.test(text) ? text.replace(/[\r\n]/g, ' ') : text);
const field = (text: string): string => (/[\r\n\t]/.test(text) ? text.replace(/[\r\n\t]/g, ' ') : text);
const LINE_END = /[\r\n]/;

function unwritable(id: string, what: string): HilgenError {
  return new HilgenError('input', {
    where: `document ${id}`,
    what: `${what} cannot be written as PubTator`,
    hint: 'Keep the corpus in JSON Lines (.jsonl) or BioC.',
  });
}
