import type { Span } from '../corpus/sentence.js';

/** A gold and a predicted span that share at least one character. */
export interface Overlap {
  readonly gold: number;
  readonly predicted: number;
  /** UTF-16 units that both cover. */
  readonly length: number;
}

/** All overlaps of two lists of spans. */
export interface Overlaps {
  readonly golds: readonly Span[];
  readonly guesses: readonly Span[];
  /** Overlaps that are linked through shared spans stand together. */
  readonly groups: readonly (readonly Overlap[])[];
  /** Whether no span overlaps another of its own list. */
  readonly isFlat: boolean;
}

/** The overlaps between two lists of spans, each in order and without repeats. */
export function findOverlaps(golds: readonly Span[], guesses: readonly Span[]): Overlaps {
  const isFlat = isFlatList(golds) && isFlatList(guesses);
  const groups = isFlat ? chains(golds, guesses) : linked(allOverlaps(golds, guesses), golds.length);
  return { golds, guesses, groups, isFlat };
}

function isFlatList(spans: readonly Span[]): boolean {
  for (let at = 1; at < spans.length; at++) {
    if ((spans[at] as Span).start < (spans[at - 1] as Span).end) return false;
  }
  return true;
}

/** Flat lists overlap like two rows of bricks: each overlap shares a span with the one before or begins a group. */
function chains(golds: readonly Span[], guesses: readonly Span[]): Overlap[][] {
  const groups: Overlap[][] = [];
  let last: Overlap | undefined;
  let gold = 0;
  let predicted = 0;
  while (gold < golds.length && predicted < guesses.length) {
    const one = golds[gold] as Span;
    const other = guesses[predicted] as Span;
    const length = Math.min(one.end, other.end) - Math.max(one.start, other.start);
    if (length > 0) {
      const overlap = { gold, predicted, length };
      const isLinked = last !== undefined && (last.gold === gold || last.predicted === predicted);
      if (isLinked) groups[groups.length - 1]?.push(overlap);
      else groups.push([overlap]);
      last = overlap;
    }
    if (one.end <= other.end) gold++;
    else predicted++;
  }
  return groups;
}

function allOverlaps(golds: readonly Span[], guesses: readonly Span[]): Overlap[] {
  return golds.flatMap((one, gold) =>
    guesses.flatMap((other, predicted) => {
      const length = Math.min(one.end, other.end) - Math.max(one.start, other.start);
      return length > 0 ? [{ gold, predicted, length }] : [];
    }),
  );
}

/** Groups by union and find; predicted spans are numbered behind the gold ones. */
function linked(overlaps: readonly Overlap[], golds: number): Overlap[][] {
  const parents = new Map<number, number>();
  const rootOf = (node: number): number => {
    let root = node;
    for (let up = parents.get(root); up !== undefined && up !== root; up = parents.get(root)) root = up;
    parents.set(node, root);
    return root;
  };
  for (const { gold, predicted } of overlaps) parents.set(rootOf(gold), rootOf(golds + predicted));
  const groups = new Map<number, Overlap[]>();
  for (const overlap of overlaps) {
    const root = rootOf(overlap.gold);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [overlap]);
    else group.push(overlap);
  }
  return [...groups.values()];
}
