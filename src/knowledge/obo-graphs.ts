import { basename } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { asFileError } from '../base/files.js';
import type { ImportSettings } from './import-settings.js';
import type { SourceHeader, Synonym, TermRelation } from './importer.js';
import type { Scope } from './knowledge-base.js';
import { type OntologyTerm, relationChoice } from './obo-choice.js';
import { fileMember } from './reading/members.js';
import { printable, type Warn } from './warnings.js';

const value = z.object({ pred: z.string().optional(), val: z.string() });
const meta = z.object({
  definition: z.object({ val: z.string() }).optional(),
  synonyms: z.array(value).default([]),
  xrefs: z.array(z.object({ val: z.string() })).default([]),
  subsets: z.array(z.string()).default([]),
  basicPropertyValues: z.array(value).default([]),
  deprecated: z.boolean().default(false),
  version: z.string().optional(),
});
const node = z.object({
  id: z.string(),
  lbl: z.string().optional(),
  type: z.string().optional(),
  meta: meta.optional(),
});
const edge = z.object({ sub: z.string(), pred: z.string(), obj: z.string() });
const graph = z.object({
  id: z.string().optional(),
  meta: meta.optional(),
  nodes: z.array(z.unknown()).default([]),
  edges: z.array(z.unknown()).default([]),
});
const document = z.object({ graphs: z.array(graph).min(1) });
type Node = z.infer<typeof node>;

const SCOPES: Readonly<Record<string, Scope>> = {
  hasExactSynonym: 'EXACT',
  hasNarrowSynonym: 'NARROW',
  hasBroadSynonym: 'BROAD',
  hasRelatedSynonym: 'RELATED',
};

const LARGEST = 400 * 1024 * 1024;

/**
 * Reads OBO Graphs JSON (https://github.com/geneontology/obographs), plain or gz. Ids are taken as
 * CURIEs: `http://purl.obolibrary.org/obo/DOID_4` is `DOID:4`. A node or edge of another shape is a
 * counted warning; its place is its number in the list.
 *
 * @throws HilgenError `input` where the file is no such JSON, or larger than 400 MB unpacked.
 */
export async function* readOboGraphs(
  path: string,
  warn: Warn,
  settings: ImportSettings = {},
): AsyncGenerator<SourceHeader | OntologyTerm> {
  const { graphs } = parse(await wholeText(path), path);
  const [first] = graphs;
  const licence = propertyOf(first?.meta, /licen[cs]e$/iu);
  yield { kind: 'header', name: first?.id, version: first?.meta?.version, licence };
  const file = basename(path);
  const isTaken = relationChoice(settings);
  for (const { nodes, edges } of graphs) {
    const relations = relationsOf(edges, file, warn);
    for (const [at, raw] of nodes.entries()) {
      const { data } = node.safeParse(raw);
      if (data === undefined) warn('malformed line', `${file}: node ${at + 1}`, JSON.stringify(raw));
      else if (data.type === undefined || data.type === 'CLASS') {
        yield termOf(data, at + 1, (relations.get(data.id) ?? []).filter(isTaken));
      }
    }
  }
}

function relationsOf(edges: readonly unknown[], file: string, warn: Warn): Map<string, TermRelation[]> {
  const relations = new Map<string, TermRelation[]>();
  for (const [at, raw] of edges.entries()) {
    const { data } = edge.safeParse(raw);
    if (data === undefined) {
      warn('malformed line', `${file}: edge ${at + 1}`, JSON.stringify(raw));
      continue;
    }
    const list = relations.get(data.sub) ?? [];
    list.push({ id: curie(data.obj), type: curie(data.pred), line: at + 1 });
    relations.set(data.sub, list);
  }
  return relations;
}

function termOf(
  { id, lbl, meta: about }: Node,
  line: number,
  parents: readonly TermRelation[],
): OntologyTerm {
  const synonyms = (about?.synonyms ?? []).map(
    ({ pred = '', val }): Synonym => ({ text: val, scope: SCOPES[pred] ?? 'RELATED' }),
  );
  const altIds = (about?.basicPropertyValues ?? []).filter(({ pred }) => pred?.endsWith('#hasAlternativeId'));
  return {
    term: {
      ...{
        kind: 'term',
        id: curie(id),
        line,
        name: lbl,
        definition: about?.definition?.val,
        synonyms,
        parents,
      },
      altIds: altIds.map(({ val }) => curie(val)),
      xrefs: (about?.xrefs ?? []).map(({ val }) => val),
      types: [],
      obsolete: about?.deprecated ?? false,
    },
    subsets: (about?.subsets ?? []).map((subset) => subset.split(/[#/]/u).at(-1) ?? subset),
    namespace: propertyOf(about, /#hasOBONamespace$/u),
  };
}

function propertyOf(about: z.infer<typeof meta> | undefined, wanted: RegExp): string | undefined {
  return about?.basicPropertyValues.find(({ pred = '' }) => wanted.test(pred))?.val;
}

/** `http://purl.obolibrary.org/obo/DOID_4` as `DOID:4`; anything else stays. */
function curie(uri: string): string {
  const local = /^https?:\/\/purl\.obolibrary\.org\/obo\/(.+)$/u.exec(uri)?.[1];
  return local === undefined ? uri : local.replace('_', ':');
}

async function wholeText(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of (await fileMember(path).open()) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > LARGEST) throw new HilgenError('input', { where: path, what: 'JSON of more than 400 MB' });
      chunks.push(chunk);
    }
  } catch (cause) {
    throw asFileError(cause, path);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/u, '');
}

function parse(text: string, path: string): z.infer<typeof document> {
  try {
    return document.parse(JSON.parse(text));
  } catch (cause) {
    const why = cause instanceof z.ZodError ? 'no list of graphs' : (cause as Error).message;
    throw new HilgenError('input', { where: path, what: `not OBO Graphs JSON (${printable(why)})`, cause });
  }
}
