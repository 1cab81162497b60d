import type { Folded } from './fold.js';

/** A stretch of the text that reads as a wanted mention. Offsets are UTF-16 code units of the text. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
}

/** Wanted mentions as a tree of their letters, for `findOccurrences`. */
export interface Tree {
  readonly next: Map<number, Tree>;
  /** The mention that ends here. */
  key: string | undefined;
}

/**
 * Where the wanted mentions stand in a text, in order; both are folded. They begin and end with
 * words. Linear in the text for mentions of bounded length, however many there are.
 */
export function findOccurrences(text: Folded, wanted: Tree): Map<string, Occurrence[]> {
  const found = new Map<string, Occurrence[]>();
  for (let at = 0; at < text.units.length; at++) {
    if (!text.opens[at]) continue;
    let node: Tree | undefined = wanted;
    for (let unit = at; unit < text.units.length; unit++) {
      node = node.next.get(text.units.charCodeAt(unit));
      if (node === undefined) break;
      if (node.key === undefined || !text.closes[unit]) continue;
      const occurrence = { start: text.starts[at] ?? 0, end: text.ends[unit] ?? 0 };
      const list = found.get(node.key);
      if (list === undefined) found.set(node.key, [occurrence]);
      else list.push(occurrence);
    }
  }
  return found;
}

/** The tree of folded mentions. */
export function treeOf(wanted: Iterable<string>): Tree {
  const root: Tree = { next: new Map(), key: undefined };
  for (const key of wanted) {
    if (key === '') continue;
    let node = root;
    for (let at = 0; at < key.length; at++) {
      const unit = key.charCodeAt(at);
      const next: Tree = node.next.get(unit) ?? { next: new Map(), key: undefined };
      node.next.set(unit, next);
      node = next;
    }
    node.key = key;
  }
  return root;
}
