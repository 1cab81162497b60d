import type { z } from 'zod';
import { explainIssue } from '../json/issues.js';
import { type BiocDocument, type BiocHead, biocDocument, NO_HEAD } from './collection.js';

type Input = z.input<typeof biocDocument>;
type Holder = Record<string, unknown>;

/** A document as it was found, and the line it begins in. */
export interface FoundDocument {
  readonly document: BiocDocument;
  readonly line: number;
  readonly head: BiocHead;
}

interface Node {
  readonly name: string;
  readonly holder: Holder;
  readonly key: string | undefined;
  text: string;
}

/** Of each element that holds others: the list it joins in its parent, and what it has before anything is read. */
const HOLDERS: Readonly<Record<string, { list: string; fresh: () => Holder }>> = {
  document: {
    list: 'documents',
    fresh: () => ({ infons: {}, passages: [], annotations: [], relations: [] }),
  },
  passage: { list: 'passages', fresh: () => ({ infons: {}, sentences: [], annotations: [], relations: [] }) },
  sentence: { list: 'sentences', fresh: () => ({ infons: {}, annotations: [], relations: [] }) },
  annotation: { list: 'annotations', fresh: () => ({ infons: {}, locations: [] }) },
  relation: { list: 'relations', fresh: () => ({ infons: {}, nodes: [] }) },
};

/** Of each element that holds only text: what that text is. */
const LEAVES: Readonly<Record<string, (text: string) => unknown>> = {
  ...{ id: (text) => text.trim(), text: (text) => text, offset: wholeNumber },
  ...{ source: (text) => text, date: (text) => text, key: (text) => text },
};

/** Builds documents from the events of an XML parser. */
export function treeBuilder(fail: (what: string) => never) {
  const stack: Node[] = [];
  const root: Holder = { documents: [] };
  let head: BiocHead = NO_HEAD;
  let found: FoundDocument[] = [];
  let line = 1;

  const open = (name: string, attributes: Readonly<Record<string, string>>, at: number): void => {
    if (stack.length === 0 && name !== 'collection') fail(`<collection> was expected, not <${name}>`);
    const parent = stack.at(-1)?.holder ?? root;
    if (name === 'document') line = at;
    const fresh = HOLDERS[name]?.fresh();
    if (fresh !== undefined && attributes.id !== undefined) fresh.id = attributes.id;
    if (name === 'location')
      push(parent, 'locations', {
        offset: wholeNumber(attributes.offset),
        length: wholeNumber(attributes.length),
      });
    if (name === 'node') push(parent, 'nodes', { refid: attributes.refid, role: attributes.role });
    stack.push({ name, holder: fresh ?? parent, key: attributes.key, text: '' });
  };

  const push = (parent: Holder, list: string, value: unknown): void => {
    const values = parent[list];
    if (!Array.isArray(values)) fail(`an element of ${list} does not belong there`);
    values.push(value);
  };

  const close = (): void => {
    const { name, holder, key, text } = stack.pop() as Node;
    const list = HOLDERS[name]?.list;
    if (name === 'document') {
      found.push({ document: checked(holder as Input, fail), line, head });
    } else if (list !== undefined) {
      push(stack.at(-1)?.holder ?? root, list, holder);
    } else if (name === 'infon') {
      if (key === undefined) fail('an <infon> without key');
      if (typeof holder.infons === 'object') (holder.infons as Holder)[key] = text;
    } else if (LEAVES[name] !== undefined) {
      if (holder === root) head = { ...head, ...(name in head && { [name]: text }) };
      else holder[name] = LEAVES[name](text);
    }
  };

  const take = (): FoundDocument[] => {
    const taken = found;
    found = [];
    return taken;
  };

  const text = (piece: string): void => {
    const node = stack.at(-1);
    if (node !== undefined) node.text += piece;
  };

  return { open, close, text, take };
}

function checked(holder: Input, fail: (what: string) => never): BiocDocument {
  const result = biocDocument.safeParse(holder);
  if (result.success) return result.data;
  return fail(`document ${String(holder.id ?? '')}: ${explainIssue(result.error)}`);
}

/** A number where the text is one; what it is not, the schema reports. */
function wholeNumber(text: string | undefined): unknown {
  return text !== undefined && /^\s*-?\d+\s*$/.test(text) ? Number(text) : text;
}
