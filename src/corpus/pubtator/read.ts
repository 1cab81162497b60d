import { HilgenError } from '../../base/errors.js';
import type { Document, Relation } from '../document.js';
import { noSentences } from '../file-names.js';
import { placeClaims, type SpanClaim } from '../place-claims.js';
import type { ReadOptions } from '../read-options.js';
import { lineBatches } from '../text/line-batches.js';

/**
 * The documents of a PubTator file, one after another: `ID|t|title`, `ID|a|abstract`, then lines of
 * `ID start end text type concepts` and relations, tabs between; a blank line ends a document. Offsets count code
 * points, the line end between title and abstract as one. Where a mention's text stands at its offsets only when
 * they count something else, that is read and remarked upon.
 *
 * @throws HilgenError `input` with `file:line` at the first line that is malformed, or for a file without documents.
 */
export async function* readPubtator(path: string, options: ReadOptions = {}): AsyncGenerator<Document> {
  let open: Open | undefined;
  let any = false;
  for await (const { first, lines } of lineBatches(path)) {
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at] as string;
      const isBlank = line === '' || line.trim() === '';
      const isNext =
        !isBlank && open !== undefined && open.claims.length + open.relations.length > 0 && TITLE.test(line);
      if (open !== undefined && (isBlank || isNext)) {
        yield finish(open, path, options);
        any = true;
        open = undefined;
      }
      if (!isBlank) open = readLine(open, line, first + at, path);
    }
  }
  if (open !== undefined) yield finish(open, path, options);
  else if (!any) throw noSentences(path);
}

interface Open {
  readonly id: string;
  readonly line: number;
  title?: string;
  abstract?: string;
  readonly claims: SpanClaim[];
  readonly relations: Relation[];
}

const TITLE = /^([^|\t]*)\|t\|/;
const ABSTRACT = /^([^|\t]*)\|a\|/;

function readLine(open: Open | undefined, line: string, number: number, path: string): Open {
  const fail: Fail = (what, hint) => {
    throw new HilgenError('input', { where: `${path}:${number}`, what, hint });
  };
  const head = TITLE.exec(line) ?? ABSTRACT.exec(line);
  const id = head?.[1] ?? line.slice(0, Math.max(0, line.indexOf('\t')));
  if (id === '') return fail('no document id at the start of the line', LAYOUT);
  const mine = open ?? { id, line: number, claims: [], relations: [] };
  if (mine.id !== id) {
    return fail(`the id ${show(id)} inside document ${show(mine.id)}`, 'A blank line ends a document.');
  }
  if (head === null) readTabbed(mine, line.split('\t'), number, fail);
  else readText(mine, head[0].at(-2) === 't' ? 'title' : 'abstract', line.slice(head[0].length), fail);
  return mine;
}

const LAYOUT =
  'A document is ID|t|title, ID|a|abstract, then ID, start, end, text, type, concepts between tabs.';

type Fail = (what: string, hint?: string) => never;

function readText(open: Open, part: 'title' | 'abstract', text: string, fail: Fail): void {
  if (open[part] !== undefined)
    fail(`a second ${part} in document ${show(open.id)}`, 'A blank line ends a document.');
  open[part] = text;
}

/** A mention where the second field is a number, else a relation: `ID kind concept concept …`. */
function readTabbed(open: Open, cells: readonly string[], line: number, fail: Fail): void {
  const [, start = '', end = '', surface, label, concept, ...more] = cells;
  if (!/^-?\d+$/.test(start)) {
    open.relations.push(relationOf(cells, fail));
    return;
  }
  if (!/^-?\d+$/.test(end)) fail(`${show(end)} is no offset`, LAYOUT);
  if (surface === undefined || label === undefined || label === '')
    fail('a mention without text or type', LAYOUT);
  open.claims.push({
    line,
    pieces: [{ start: Number(start), end: Number(end) }],
    surface,
    span: {
      label: label as string,
      ...(concept !== undefined && concept !== '' && concept !== '-1' && { concept }),
      ...(more.length > 0 && { attributes: { [PARTS]: more.join('\t') } }),
    },
  });
}

/** The attribute in which the fields behind the concepts are kept: the parts of a composite mention. */
export const PARTS = 'parts';

function relationOf([, label = '', one, other, ...more]: readonly string[], fail: Fail): Relation {
  if (label === '' || one === undefined || other === undefined) {
    return fail('neither a mention nor a relation', LAYOUT);
  }
  return {
    label,
    arguments: [
      { role: 'Arg1', concept: one },
      { role: 'Arg2', concept: other },
    ],
    ...(more.length > 0 && { attributes: { [PARTS]: more.join('\t') } }),
  };
}

function finish(open: Open, path: string, options: ReadOptions): Document {
  const { id, line, title = '', abstract = '', claims, relations } = open;
  if (open.title === undefined && open.abstract === undefined) {
    throw new HilgenError('input', {
      where: `${path}:${line}`,
      what: `document ${show(id)} has no text`,
      hint: LAYOUT,
    });
  }
  const text = abstract === '' ? title : `${title}\n${abstract}`;
  const sections = [{ start: 0, end: title.length, kind: 'title' }];
  if (abstract !== '') sections.push({ start: title.length + 1, end: text.length, kind: 'abstract' });
  const spans = placeClaims(text, claims, { path, id, official: 'codepoints', options });
  const origin = { kind: 'gold', file: path, line } as const;
  return { id, text, spans, sections, ...(relations.length > 0 && { relations }), origin };
}

const show = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
