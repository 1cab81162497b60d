import type { ConceptReference } from '../knowledge-base.js';
import { lastPart, type utsApi } from './api.js';

type Api = ReturnType<typeof utsApi>;

/** The vocabulary whose hierarchy is followed where none is named, as the paper does. */
export const HIERARCHY = 'SNOMEDCT_US';

/** Where the service has an id: `C0009044` or `SNOMEDCT_US:9468002`. */
export function resourceOf(id: string): string | undefined {
  if (/^C\d{7}$/u.test(id)) return `CUI/${id}`;
  const [, vocabulary, code] = /^([A-Z][\w-]*):(.+)$/u.exec(id) ?? [];
  return code === undefined ? undefined : `source/${vocabulary}/${encodeURIComponent(code)}`;
}

/** The hierarchy of one vocabulary: ids in it are `VOCABULARY:code`. */
export function hierarchy(api: Api) {
  const codes = (id: string, vocabulary: string): string[] => {
    if (id.startsWith(`${vocabulary}:`)) return [id.slice(vocabulary.length + 1)];
    const resource = resourceOf(id);
    if (resource === undefined || !resource.startsWith('CUI/')) return [];
    const atoms = api.atoms(resource, { sabs: vocabulary });
    return [...new Set(atoms.map(({ code }) => lastPart(code)))].filter(
      (code) => code !== '' && code !== 'NOCODE',
    );
  };
  const relatives = (
    id: string,
    which: 'parents' | 'children',
    vocabulary: string = HIERARCHY,
  ): ConceptReference[] => {
    const found = new Map<string, ConceptReference>();
    for (const code of codes(id, vocabulary)) {
      for (const { ui, name } of api.relatives(`source/${vocabulary}/${encodeURIComponent(code)}`, which)) {
        found.set(ui, { id: `${vocabulary}:${ui}`, name });
      }
    }
    return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  };
  /** The concept's own ids in the vocabulary. */
  const own = (id: string, vocabulary: string = HIERARCHY): string[] =>
    codes(id, vocabulary).map((code) => `${vocabulary}:${code}`);
  return { relatives, own };
}
