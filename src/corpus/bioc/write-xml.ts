import { HilgenError } from '../../base/errors.js';
import type { Document } from '../document.js';
import type { BiocAnnotation, BiocDocument, BiocPassage, BiocRelation } from './collection.js';
import { fromDocument, headOf } from './from-document.js';

/** A BioC collection, document by document. */
export async function* biocXml(documents: AsyncIterable<Document>): AsyncGenerator<string> {
  let isFirst = true;
  for await (const document of documents) {
    if (isFirst) yield opening(document);
    isFirst = false;
    yield documentXml(fromDocument(document));
  }
  if (!isFirst) yield '</collection>\n';
}

function opening(document: Document): string {
  const head = Object.entries(headOf(document)).map(([key, value]) => leaf(key, value));
  return `<?xml version='1.0' encoding='UTF-8'?><!DOCTYPE collection SYSTEM 'BioC.dtd'>\n<collection>\n${head.join('')}`;
}

function documentXml({ id, infons, passages, annotations, relations }: BiocDocument): string {
  return `<document>\n${leaf('id', id)}${infonsXml(infons)}${passages.map(passageXml).join('')}${marksXml(annotations, relations)}</document>\n`;
}

function passageXml({ offset, infons, text, annotations, relations }: BiocPassage): string {
  return `<passage>\n${infonsXml(infons)}${leaf('offset', String(offset))}${leaf('text', text ?? '')}${marksXml(annotations, relations)}</passage>\n`;
}

function marksXml(annotations: readonly BiocAnnotation[], relations: readonly BiocRelation[]): string {
  return annotations.map(annotationXml).join('') + relations.map(relationXml).join('');
}

function annotationXml({ id = '', infons, locations, text }: BiocAnnotation): string {
  const places = locations
    .map(({ offset, length }) => `<location offset='${offset}' length='${length}' />\n`)
    .join('');
  return `<annotation id='${attribute(id)}'>\n${infonsXml(infons)}${places}${leaf('text', text ?? '')}</annotation>\n`;
}

function relationXml({ id = '', infons, nodes }: BiocRelation): string {
  const ends = nodes.map(
    ({ refid, role }) => `<node refid='${attribute(refid)}' role='${attribute(role)}' />\n`,
  );
  return `<relation id='${attribute(id)}'>\n${infonsXml(infons)}${ends.join('')}</relation>\n`;
}

function infonsXml(infons: Readonly<Record<string, string>>): string {
  const lines = Object.entries(infons).map(
    ([key, value]) => `<infon key="${attribute(key)}">${content(value)}</infon>\n`,
  );
  return lines.join('');
}

const leaf = (name: string, text: string): string => `<${name}>${content(text)}</${name}>\n`;

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' },
  ...{ '\r': '&#13;', '\n': '&#10;', '\t': '&#9;' },
};

// A parser would read a bare carriage return as a line end, and any white space in an attribute as a space.
const content = (text: string): string => legal(text).replace(/[&<>\r]/g, (sign) => ESCAPES[sign] as string);
const attribute = (text: string): string =>
  legal(text).replace(/[&<>"'\r\n\t]/g, (sign) => ESCAPES[sign] as string);

// biome's rule against control characters in expressions is met by naming what is allowed.
const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function legal(text: string): string {
  const found = ILLEGAL.exec(text)?.[0];
  if (found === undefined) return text;
  const code = found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  throw new HilgenError('input', {
    where: `“${text.slice(0, 40).replace(ILLEGAL, '�')}…”`,
    what: `the character U+${code} has no place in XML`,
    hint: 'Write bioc-json or jsonl, or take the character out.',
  });
}
