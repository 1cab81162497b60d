import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import type { ConceptReference } from '../knowledge-base.js';
import type { Client } from './client.js';

const searchPage = z.object({
  result: z.object({ results: z.array(z.object({ ui: z.string(), name: z.string() })) }),
});
const concept = z.object({
  result: z.object({
    ui: z.string(),
    name: z.string(),
    semanticTypes: z.array(z.object({ name: z.string(), uri: z.string() })).default([]),
  }),
});
const atom = z.object({
  name: z.string(),
  rootSource: z.string(),
  code: z.string().default(''),
  language: z.string().default('ENG'),
});
const cluster = z.object({ ui: z.string(), name: z.string() });
const definition = z.object({ rootSource: z.string(), value: z.string() });
const page = z.object({ pageCount: z.number().optional(), result: z.array(z.unknown()) });

export type Atom = z.infer<typeof atom>;

/** What the service says of a concept or a source's code. */
export interface ConceptAnswer extends ConceptReference {
  readonly types: readonly ConceptReference[];
}

const PAGE_SIZE = 100;
const MOST_PAGES = 100;

/** The questions that the UMLS REST interface answers, typed; `current` is the release that is current there. */
export function utsApi(ask: Client) {
  const paged = <T>(
    path: string,
    shape: z.ZodType<T>,
    parameters: Readonly<Record<string, string>> = {},
  ): T[] => {
    const all: T[] = [];
    for (let number = 1; number <= MOST_PAGES; number++) {
      const asked = { ...parameters, pageSize: String(PAGE_SIZE), pageNumber: String(number) };
      const found = understood(page, ask(path, asked), path);
      for (const item of found?.result ?? []) all.push(checked(shape, item, path));
      const isLast = found === undefined || found.result.length < PAGE_SIZE || number === found.pageCount;
      if (isLast) break;
    }
    return all;
  };
  return {
    /** The first page of results; none comes as an entry `NONE`. */
    search(text: string, searchType: 'exact' | 'words'): ConceptReference[] {
      const path = '/search/current';
      const found = understood(searchPage, ask(path, { string: text, searchType }), path);
      const results = found?.result.results ?? [];
      return results.filter(({ ui }) => ui !== 'NONE').map(({ ui, name }) => ({ id: ui, name }));
    },
    /** `resource` is `CUI/C0009044` or `source/SNOMEDCT_US/9468002`. */
    about(resource: string): ConceptAnswer | undefined {
      const path = `/content/current/${resource}`;
      const found = understood(concept, ask(path), path)?.result;
      if (found === undefined) return undefined;
      const types = found.semanticTypes.map(({ name, uri }) => ({ id: lastPart(uri), name }));
      return { id: found.ui, name: found.name, types };
    },
    atoms: (resource: string, parameters: Readonly<Record<string, string>>): Atom[] =>
      paged(`/content/current/${resource}/atoms`, atom, parameters),
    definitions: (resource: string) => paged(`/content/current/${resource}/definitions`, definition),
    relatives: (resource: string, which: 'parents' | 'children') =>
      paged(`/content/current/${resource}/${which}`, cluster),
  };
}

/** The last part of a URL: the code of `…/source/SNOMEDCT_US/9468002`, the TUI of `…/TUI/T037`. */
export function lastPart(uri: string): string {
  return decodeURIComponent(uri.split('/').at(-1) ?? '');
}

function understood<T>(shape: z.ZodType<T>, answer: unknown, path: string): T | undefined {
  return answer === undefined ? undefined : checked(shape, answer, path);
}

function checked<T>(shape: z.ZodType<T>, value: unknown, path: string): T {
  const { data, error } = shape.safeParse(value);
  if (data !== undefined) return data;
  throw new HilgenError('internal', {
    where: path,
    what: `an answer of another shape than documented: ${z.prettifyError(error as z.ZodError)}`,
  });
}
