/** Concepts (by number) and other ids that mean the same. */
export interface Group {
  readonly concepts: readonly number[];
  /** Ids that no source has as a concept. */
  readonly others: readonly string[];
}

interface Node {
  readonly concepts: number[];
  readonly others: string[];
  readonly sources: Set<number>;
}

/**
 * Grows groups by joining pairs. Two groups with concepts of one source stay apart: that source
 * tells them apart itself.
 */
export function groupsOf(sourceOf: (concept: number) => number) {
  const groupOf = new Map<number | string, Node>();

  const nodeOf = (member: number | string): Node => {
    const known = groupOf.get(member);
    if (known !== undefined) return known;
    const node: Node =
      typeof member === 'number'
        ? { concepts: [member], others: [], sources: new Set([sourceOf(member)]) }
        : { concepts: [], others: [member], sources: new Set() };
    groupOf.set(member, node);
    return node;
  };

  /** Returns false, and joins nothing, where both hold concepts of one source. */
  const join = (one: number | string, other: number | string): boolean => {
    const [a, b] = [nodeOf(one), nodeOf(other)];
    if (a === b) return true;
    for (const source of b.sources) if (a.sources.has(source)) return false;
    const [large, small] =
      a.concepts.length + a.others.length < b.concepts.length + b.others.length ? [b, a] : [a, b];
    large.concepts.push(...small.concepts);
    large.others.push(...small.others);
    for (const source of small.sources) large.sources.add(source);
    for (const member of [...small.concepts, ...small.others]) groupOf.set(member, large);
    return true;
  };

  const result = (): Group[] => [...new Set(groupOf.values())];
  return { join, result };
}
