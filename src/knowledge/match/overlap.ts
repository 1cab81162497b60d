import type { Match } from './find.js';

/** What becomes of names that lie over each other. */
export const OVERLAPS = ['longest', 'all', 'best-type'] as const;
export type Overlap = (typeof OVERLAPS)[number];

/**
 * Of each type, the longest matches that do not overlap, from left to right; a match keeps the meanings of
 * the types for which it was taken. Concepts without types count as one type more.
 */
export function bestOfTypes(
  matches: readonly Match[],
  typesOf: (concept: string) => readonly string[],
): Match[] {
  const groups = new Map<string, Match[]>();
  for (const { start, end, meanings } of matches) {
    for (const [type, meant] of byType(meanings, typesOf)) {
      groups.set(type, [...(groups.get(type) ?? []), { start, end, meanings: meant }]);
    }
  }
  const kept = new Map<string, Match>();
  for (const group of groups.values()) {
    for (const match of longestFirst(group)) {
      const key = `${match.start} ${match.end}`;
      const known = kept.get(key);
      const meanings = [...new Set([...(known?.meanings ?? []), ...match.meanings])];
      kept.set(key, { ...match, meanings });
    }
  }
  return [...kept.values()].sort(inOrder);
}

function byType(meanings: Match['meanings'], typesOf: (concept: string) => readonly string[]) {
  const groups = new Map<string, Match['meanings'][number][]>();
  for (const meaning of meanings) {
    const types = typesOf(meaning.concept);
    for (const type of types.length === 0 ? [''] : types) {
      groups.set(type, [...(groups.get(type) ?? []), meaning]);
    }
  }
  return groups;
}

/** The longest, then the longest of those that leave it alone, and so on; of equal ones the leftmost. */
function longestFirst(matches: readonly Match[]): Match[] {
  const taken: Match[] = [];
  const bySize = matches.toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  for (const match of bySize) {
    if (taken.every((other) => other.end <= match.start || other.start >= match.end)) taken.push(match);
  }
  return taken;
}

const inOrder = (a: Match, b: Match): number => a.start - b.start || a.end - b.end;
