import { HilgenError } from '../base/errors.js';
import { type Cell, restsOn, type Stage } from '../experiment/index.js';
import { openKnowledgeBase, type StoredKnowledgeBase } from '../knowledge/index.js';

type Artifact = Stage['inputs'][string][number];

/** Whether a data set's knowledge base has a name, or why that is not known. */
export interface Known {
  readonly isKnown?: ((name: string) => boolean) | undefined;
  readonly unknown?: string | undefined;
  readonly kb?: StoredKnowledgeBase | undefined;
}

/** The knowledge bases that the cells' stages read, by data set; each is opened once. */
export function knownNames(cells: readonly Cell[], pathOf: (input: Artifact) => string) {
  const found = new Map<string, Known>();
  const open: StoredKnowledgeBase[] = [];
  const lookIn = (data: string): Known => {
    const stages = cells.filter((cell) => cell.data === data).flatMap(({ score }) => [...restsOn(score)]);
    const input = stages.flatMap(({ inputs }) => inputs.knowledge ?? [])[0];
    if (input === undefined)
      return { unknown: 'no arm uses a knowledge base that mentions could be looked up in' };
    try {
      const kb = openKnowledgeBase(pathOf(input));
      open.push(kb);
      return { kb, isKnown: remembering((name) => kb.lookup(name).length > 0) };
    } catch (cause) {
      if (!(cause instanceof HilgenError)) throw cause;
      return {
        unknown: `mentions are not told apart by the knowledge base, which cannot be opened (${cause.message})`,
      };
    }
  };
  const of = (data: string): Known => {
    const known = found.get(data) ?? lookIn(data);
    found.set(data, known);
    return known;
  };
  const close = (): void => {
    for (const kb of open) kb.close();
  };
  return { of, close };
}

function remembering(isKnown: (name: string) => boolean): (name: string) => boolean {
  const answers = new Map<string, boolean>();
  return (name) => {
    const answer = answers.get(name) ?? isKnown(name);
    answers.set(name, answer);
    return answer;
  };
}
