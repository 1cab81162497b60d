import { SCOPES, type Scope } from '../knowledge-base.js';
import { makeNumbers } from './numbers.js';

/** One of the things that a stretch of text means. */
export interface Meaning {
  readonly concept: string;
  readonly scope: Scope;
}

const NONE = -1;
/** In place of letters: a name that only rules meet. */
export const BOUND = -2;

function inOrder(scopes: ReadonlyMap<string, number>): Meaning[] {
  return Array.from(scopes, ([concept, scope]) => ({ concept, scope }))
    .sort((a, b) => a.scope - b.scope || (a.concept < b.concept ? -1 : 1))
    .map(({ concept, scope }) => ({ concept, scope: SCOPES[scope] ?? 'RELATED' }));
}

const MOST_REMEMBERED = 100_000;

/** The letters that a text must have, `BOUND`, or nothing to ask for. */
type Lettering = string | typeof BOUND | undefined;

/** What stands at the ends of names: linked lists in columns. */
export function makeEntries() {
  const first = makeNumbers(NONE);
  const next = makeNumbers(NONE);
  const concepts = makeNumbers(NONE);
  const scopes = makeNumbers(0);
  const exact = makeNumbers(NONE);
  const ids: string[] = [];
  const numbers = new Map<string, number>();
  const letterings: string[] = [];
  // Meanings that hold however the name is written, once they were asked for.
  const simple = new Map<number, readonly Meaning[]>();
  const numberOf = (id: string): number => {
    const number = numbers.get(id) ?? ids.push(id) - 1;
    numbers.set(id, number);
    return number;
  };
  const letteringOf = (letters: Lettering): number => {
    if (letters === BOUND) return BOUND;
    return letters === undefined ? NONE : letterings.push(letters) - 1;
  };
  const find = (node: number, concept: number, letters: Lettering): number => {
    let at = first.get(node);
    while (at !== NONE && (concepts.get(at) !== concept || letteringAt(at) !== letters)) at = next.get(at);
    return at;
  };
  const letteringAt = (at: number): Lettering => {
    const number = exact.get(at);
    return number === BOUND ? BOUND : letterings[number];
  };

  return {
    add(node: number, id: string, scope: number, letters: Lettering): void {
      const concept = numberOf(id);
      const known = find(node, concept, letters);
      if (known !== NONE) {
        scopes.set(known, Math.min(scopes.get(known), scope));
        return;
      }
      next.push(first.get(node));
      concepts.push(concept);
      scopes.push(scope);
      first.set(node, exact.push(letteringOf(letters)));
    },
    isEnd: (node: number) => first.get(node) !== NONE,
    meanings(node: number, written: () => string, withBound = false): readonly Meaning[] {
      const known = simple.get(node);
      if (known !== undefined) return known;
      const found = new Map<string, number>();
      let isSimple = true;
      for (let at = first.get(node); at !== NONE; at = next.get(at)) {
        if (exact.get(at) !== NONE) isSimple = false;
        if (exact.get(at) === BOUND && !withBound) continue;
        const letters = letterings[exact.get(at)];
        if (letters !== undefined && letters !== lettersOf(written())) continue;
        const id = ids[concepts.get(at)] as string;
        found.set(id, Math.min(found.get(id) ?? SCOPES.length, scopes.get(at)));
      }
      const meanings = inOrder(found);
      if (isSimple && simple.size < MOST_REMEMBERED) simple.set(node, meanings);
      return meanings;
    },
    count: () => concepts.length,
    bytes: () => [first, next, concepts, scopes, exact].reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

/** The letters and digits of a text as written. */
export function lettersOf(text: string): string {
  return text.normalize('NFKC').replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}
