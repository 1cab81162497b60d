import { HilgenError } from '../base/errors.js';
import { random } from '../base/random.js';
import { squeeze } from './check/squeezed.js';
import type { Document } from './document.js';

/** A part of a corpus and its share of the documents. */
export interface Share {
  readonly name: string;
  readonly share: number;
}

/**
 * Deals documents out to parts by their shares; the same seed deals the same. Sentences cut from one document, and
 * documents of the same id or the same text, stay together, so that nothing leaks from one part to another.
 *
 * @throws HilgenError `usage` where the shares do not add up to 1.
 */
export function splitCorpus(
  documents: readonly Document[],
  shares: readonly Share[],
  seed: number,
): ReadonlyMap<string, readonly Document[]> {
  const sum = shares.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-6)
    throw new HilgenError('usage', { what: `the shares add up to ${sum}, not to 1` });
  const groups = random(seed, 'split').shuffle(grouped(documents));
  const home = new Map<Document, string>();
  let dealt = 0;
  for (const group of groups) {
    const name = partAt((dealt + group.length / 2) / documents.length, shares);
    for (const document of group) home.set(document, name);
    dealt += group.length;
  }
  return new Map(shares.map(({ name }) => [name, documents.filter((one) => home.get(one) === name)]));
}

function partAt(place: number, shares: readonly Share[]): string {
  let edge = 0;
  for (const { name, share } of shares) {
    edge += share;
    if (place < edge) return name;
  }
  return shares.at(-1)?.name ?? '';
}

/** Documents that belong together: joined by id of document, or by text. */
function grouped(documents: readonly Document[]): Document[][] {
  const groups = new Map<number, Document[]>();
  const parents: number[] = [];
  const root = (at: number): number => {
    let top = at;
    while (parents[top] !== top) top = parents[top] as number;
    return top;
  };
  const seen = new Map<string, number>();
  documents.forEach((document, index) => {
    parents.push(index);
    for (const key of [`id ${document.part?.id ?? document.id}`, `text ${squeeze(document).text}`]) {
      const other = seen.get(key);
      if (other === undefined) seen.set(key, index);
      else parents[root(other)] = root(index);
    }
  });
  documents.forEach((document, index) => {
    const top = root(index);
    const group = groups.get(top);
    if (group === undefined) groups.set(top, [document]);
    else group.push(document);
  });
  return [...groups.values()];
}
