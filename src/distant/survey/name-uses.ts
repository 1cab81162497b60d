import { owned } from '../owned.js';
import type { Range, Reading } from '../reading.js';
import type { Claim } from '../teachers/teacher.js';

/** How one name of a dictionary is used in a text. */
export interface NameUse {
  readonly kind: string;
  readonly label: string;
  /** As first met. */
  readonly written: string;
  readonly count: number;
  /** Words beside its first 50 uses, as `contextOf` has them. */
  readonly contexts: readonly (readonly string[])[];
}

const CONTEXTS = 50;

/** The words beside a stretch: two to its left, two to its right, `''` at an edge. */
export function contextOf({ words }: Pick<Reading, 'words'>, { from, to }: Range): readonly string[] {
  return [words[from - 2] ?? '', words[from - 1] ?? '', words[to] ?? '', words[to + 1] ?? ''];
}

/** The uses of names, by kind of claim. */
export interface NameUses {
  add(claim: Claim, reading: Reading, range: Range): void;
  list(): readonly NameUse[];
}

export function makeNameUses(): NameUses {
  const uses = new Map<string, NameUse & { count: number; contexts: (readonly string[])[] }>();
  return {
    add({ kind, label, start, end }, reading, range) {
      let use = uses.get(kind);
      if (use === undefined) {
        use = {
          kind,
          label,
          written: owned(reading.sentence.text.slice(start, end)),
          count: 0,
          contexts: [],
        };
        uses.set(kind, use);
      }
      use.count++;
      if (use.contexts.length < CONTEXTS) use.contexts.push(contextOf(reading, range).map(owned));
    },
    list: () => [...uses.values()],
  };
}
