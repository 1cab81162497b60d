import { basename } from 'node:path';
import { HilgenError } from '../../base/errors.js';
import type { Document } from '../document.js';
import { placeClaims } from '../place-claims.js';
import type { ReadOptions } from '../read-options.js';
import type { Span, Token } from '../sentence.js';
import { decodeUtf8 } from '../text/whole-text.js';
import { parseAnnotations } from './annotations.js';
import { type AnnotatedText, annotatedTexts } from './pairs.js';

/**
 * The documents of BRAT standoff: a folder, with its subfolders, or a `.tar.gz`, of `.txt` and `.ann` files of the
 * same name. Offsets count code points of the text as it stands, carriage returns included. A document's id is its
 * file's name, with the folders before it where that name stands twice.
 *
 * @throws HilgenError `input` with `file:line` at the first malformed line, or where a file has no partner.
 */
export async function* readBrat(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  const seen = new Set<string>();
  for await (const pair of annotatedTexts(path)) {
    const name = basename(pair.name);
    const id = seen.has(name) ? pair.name : name;
    seen.add(id);
    yield toDocument(pair, id, options);
  }
  if (seen.size === 0) {
    throw new HilgenError('input', {
      where: path,
      what: 'no documents: no .txt file with its .ann beside it',
      hint: 'A BRAT corpus is a folder, or a .tar.gz of one.',
    });
  }
}

function toDocument(
  { name, where, text: bytes, annotations }: AnnotatedText,
  id: string,
  options: ReadOptions,
): Document {
  const file = `${where(name)}.ann`;
  const text = decodeUtf8(bytes, `${where(name)}.txt`);
  const lines = decodeUtf8(annotations, file).split(/\r?\n/);
  const { claims, relations, rest } = parseAnnotations(lines, file);
  const placed = placeClaims(text, claims, { path: file, id, official: 'codepoints', options });
  const spans = placed.map((span) => acrossLines(text, span));
  return {
    ...{ id, text, spans },
    ...(relations.length > 0 && { relations }),
    ...(rest.length > 0 && { rest: { brat: rest } }),
    origin: { kind: 'gold', file: `${where(name)}.txt`, line: 1 },
  };
}

/** BRAT cuts a mention at each line end: pieces with nothing but a line end between are one. */
function acrossLines(text: string, span: Span): Span {
  if (span.fragments === undefined) return span;
  const pieces: Token[] = [];
  for (const piece of span.fragments) {
    const before = pieces.at(-1);
    const joins = before !== undefined && LINE_ENDS.test(text.slice(before.end, piece.start));
    if (joins) pieces[pieces.length - 1] = { start: before.start, end: piece.end };
    else pieces.push(piece);
  }
  const { fragments: _, ...whole } = span;
  return pieces.length === 1 ? whole : { ...span, fragments: pieces };
}

const LINE_ENDS = /^[\r\n]+$/;
