import { type Chunk, OUTSIDE, type RawTag } from './raw-tag.js';

/**
 * The chunks that conlleval (Tjong Kim Sang and Buchholz 2000) sees in a sentence's tags: nothing is malformed, an
 * `I-` after something else begins a chunk. Equal to `get_entities` of seqeval 1.2.2.
 */
export function conllevalChunks(tags: readonly RawTag[]): Chunk[] {
  const chunks: Chunk[] = [];
  let before = OUTSIDE;
  let start = 0;
  for (let at = 0; at <= tags.length; at++) {
    const tag = tags[at] ?? OUTSIDE;
    if (ends(before, tag)) chunks.push({ start, end: at, label: before.label });
    if (starts(before, tag)) start = at;
    before = tag;
  }
  return chunks;
}

function ends(before: RawTag, tag: RawTag): boolean {
  if (before.prefix === 'O') return false;
  if (before.prefix === 'E' || before.prefix === 'S' || before.label !== tag.label) return true;
  return tag.prefix === 'B' || tag.prefix === 'S' || tag.prefix === 'O';
}

function starts(before: RawTag, tag: RawTag): boolean {
  if (tag.prefix === 'O') return false;
  if (tag.prefix === 'B' || tag.prefix === 'S' || before.label !== tag.label) return true;
  return before.prefix === 'E' || before.prefix === 'S' || before.prefix === 'O';
}
