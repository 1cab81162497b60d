import type { TermRelation } from './importer.js';
import type { Scope } from './knowledge-base.js';
import { leadingId, plainText, quoted, scopeIn } from './obo-values.js';

/** A `[Term]` stanza while its lines come in. */
export interface TermDraft {
  readonly kind: 'term';
  readonly line: number;
  id: string | undefined;
  name: string | undefined;
  definition: string | undefined;
  obsolete: boolean;
  readonly altIds: string[];
  readonly synonyms: { readonly text: string; readonly scope: Scope }[];
  readonly parents: TermRelation[];
  readonly types: never[];
  readonly xrefs: string[];
  readonly subsets: string[];
  namespace: string | undefined;
}

/** A stanza that begins at this line, still empty. */
export function draftTerm(line: number): TermDraft {
  return {
    kind: 'term',
    line,
    id: undefined,
    name: undefined,
    definition: undefined,
    obsolete: false,
    altIds: [],
    synonyms: [],
    parents: [],
    types: [],
    xrefs: [],
    subsets: [],
    namespace: undefined,
  };
}

/** Takes one tag's value into the draft; says what is wrong where it cannot. */
type TagReader = (draft: TermDraft, value: string, line: number) => string | undefined;

const readId: TagReader = (draft, value) => {
  const id = leadingId(value);
  if (id === '') return 'an id was expected';
  if (draft.id !== undefined) return 'a second id in one stanza';
  draft.id = id;
  return undefined;
};

const readName: TagReader = (draft, value) => {
  const name = plainText(value);
  if (name === '') return 'an empty name';
  if (draft.name !== undefined) return 'a second name in one stanza';
  draft.name = name;
  return undefined;
};

const readDefinition: TagReader = (draft, value) => {
  const text = quoted(value)?.text;
  if (text === undefined) return 'a quoted text was expected';
  draft.definition ??= text;
  return undefined;
};

const readParent: TagReader = (draft, value, line) => {
  const id = leadingId(value);
  if (id === '') return 'an id was expected';
  draft.parents.push({ id, line });
  return undefined;
};

/** `relationship: part_of T:2`: which types are kept is decided later. */
const readRelationship: TagReader = (draft, value, line) => {
  const type = leadingId(value);
  const id = leadingId(value.slice(value.indexOf(' ') + 1).trimStart());
  if (type === '' || id === '' || !value.includes(' ')) return 'a relation and an id were expected';
  draft.parents.push({ id, line, type });
  return undefined;
};

const readNamespace: TagReader = (draft, value) => {
  draft.namespace = leadingId(value);
  return undefined;
};

const readObsolete: TagReader = (draft, value) => {
  const word = plainText(value);
  if (word !== 'true' && word !== 'false') return 'true or false was expected';
  draft.obsolete = word === 'true';
  return undefined;
};

/** A tag whose value is an id (and perhaps more, which is left) that joins a list. */
function idInto(list: 'altIds' | 'xrefs' | 'subsets'): TagReader {
  return (draft, value) => {
    const id = leadingId(value);
    if (id === '') return 'an id was expected';
    draft[list].push(id);
    return undefined;
  };
}

function synonym(fixed?: Scope): TagReader {
  return (draft, value) => {
    const found = quoted(value);
    const text = found?.text.trim();
    if (found === undefined || !text) return 'a quoted text was expected';
    draft.synonyms.push({ text, scope: fixed ?? scopeIn(found.rest) });
    return undefined;
  };
}

/** The tags that are read; all others are legal and left. */
export const TERM_TAGS: ReadonlyMap<string, TagReader> = new Map([
  ['id', readId],
  ['name', readName],
  ['def', readDefinition],
  ['is_a', readParent],
  ['relationship', readRelationship],
  ['namespace', readNamespace],
  ['subset', idInto('subsets')],
  ['is_obsolete', readObsolete],
  ['alt_id', idInto('altIds')],
  ['xref', idInto('xrefs')],
  ['synonym', synonym()],
  ['exact_synonym', synonym('EXACT')],
  ['narrow_synonym', synonym('NARROW')],
  ['broad_synonym', synonym('BROAD')],
  ['related_synonym', synonym('RELATED')],
]);
