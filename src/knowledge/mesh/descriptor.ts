import type { ImportTask, Sink, TermRecord } from '../importer.js';
import { isUnder, parentNumber, typesOf } from './categories.js';

/** A descriptor as a file has it. */
export interface Descriptor {
  readonly id: string;
  readonly line: number;
  name: string | undefined;
  definition: string | undefined;
  readonly treeNumbers: string[];
  /** Entry terms, permuted ones and those of narrower concepts too: in MeSH all of them lead here. */
  readonly terms: string[];
}

/** A descriptor that begins at this line, still empty. */
export function descriptor(id: string, line: number): Descriptor {
  return { id, line, name: undefined, definition: undefined, treeNumbers: [], terms: [] };
}

/**
 * Writes descriptors as they come and their types at the end, when the names of all tree nodes are
 * known. Tree numbers become alternative ids, through which children find their parents.
 */
export function descriptorWriter(sink: Sink, { semanticTypes }: ImportTask['settings']) {
  const trees = new Map<string, readonly string[]>();
  const nodes = new Map<string, string>();
  const write = (found: Descriptor): void => {
    for (const number of found.treeNumbers) {
      if (parentNumber(number) === undefined) nodes.set(number, found.name ?? number);
    }
    if (semanticTypes !== undefined && !isUnder(found.treeNumbers, semanticTypes)) {
      sink.exclude(found.id, 'semantic type');
      return;
    }
    trees.set(found.id, found.treeNumbers);
    sink.term(termOf(found, semanticTypes));
  };
  const end = (): void => {
    for (const [id, numbers] of trees) {
      for (const type of typesOf(numbers, (node) => nodes.get(node))) sink.type(id, type);
    }
  };
  return { write, end };
}

function termOf(found: Descriptor, wanted: readonly string[] | undefined): TermRecord {
  const { id, line, name, definition, treeNumbers, terms } = found;
  const above = treeNumbers.flatMap((number) => parentNumber(number) ?? []);
  const kept = wanted === undefined ? above : above.filter((number) => isUnder([number], wanted));
  return {
    ...{ kind: 'term', id, line, name, definition, obsolete: false, vocabularies: ['MSH'] },
    ...{ types: [], xrefs: [], altIds: treeNumbers },
    synonyms: terms.filter((text) => text !== name).map((text) => ({ text, scope: 'EXACT' })),
    parents: kept.map((number) => ({ id: number, line })),
  };
}
