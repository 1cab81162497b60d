import type { Meaning } from './entries.js';
import type { NameIndex } from './name-index.js';
import { BREAK, type Pieces, UNKNOWN } from './pieces.js';
import { NOWHERE, ROOT } from './trie.js';

/** A stretch of text that is a name. Offsets are UTF-16 code units, half-open. */
export interface Match {
  readonly start: number;
  readonly end: number;
  /** What it means, closest scope first. */
  readonly meanings: readonly Meaning[];
}

/** Names in a text, from left to right the longest, none over another. */
export function findLongest(text: string, index: NameIndex): Match[] {
  const found: Match[] = [];
  const pieces = index.cut(text);
  for (let at = 0; at < pieces.count; ) {
    const last = found.length;
    let length = 1;
    walk(text, pieces, at, index, (match, words) => {
      found[last] = match;
      length = words;
    });
    at += length;
  }
  return found;
}

/** Every name in a text, also those inside and across others, by start, then end. */
export function findAll(text: string, index: NameIndex): Match[] {
  const found: Match[] = [];
  const pieces = index.cut(text);
  for (let at = 0; at < pieces.count; at++) walk(text, pieces, at, index, (match) => found.push(match));
  return found;
}

/** Names that begin with the piece at `from`, shortest first. */
function walk(
  text: string,
  pieces: Pieces,
  from: number,
  index: NameIndex,
  take: (match: Match, words: number) => void,
): void {
  let node = ROOT;
  for (let at = from; at < pieces.count; at++) {
    const word = pieces.word[at] as number;
    if (word === UNKNOWN || (at > from && (pieces.gap[at] as number) >= BREAK)) return;
    node = index.next(node, word);
    if (node === NOWHERE) return;
    if (!index.isEnd(node)) continue;
    const start = pieces.start[from] as number;
    const end = pieces.end[at] as number;
    const meanings = index.meanings(node, () => text.slice(start, end));
    if (meanings.length > 0) take({ start, end, meanings }, at - from + 1);
  }
}
