import type { AlignedSpan, Claim } from './alignment.js';
import { fold } from './fold.js';
import { findOccurrences, type Occurrence, treeOf } from './occurrences.js';
import { acronym, letters } from './wanted.js';

const LEAST_LETTERS = 2;

/**
 * Finds names that nobody marked: wherever one of them stands and no span does, longest first from
 * the left, under the normal form of the aligner. A name with several labels is passed over, and so
 * is a single letter; a short one without small letters is met in this letter case only.
 */
export function nameFinder(
  names: Iterable<Claim>,
): (text: string, spans: readonly Occurrence[]) => AlignedSpan[] {
  const byKey = new Map<string, Claim[]>();
  for (const name of names) {
    const key = fold(name.text).units;
    if (letters(name.text).length >= LEAST_LETTERS) byKey.set(key, [...(byKey.get(key) ?? []), name]);
  }
  for (const [key, alike] of byKey) if (new Set(alike.map(({ label }) => label)).size > 1) byKey.delete(key);
  const tree = treeOf(byKey.keys());
  return (text, spans) => {
    const found: AlignedSpan[] = [];
    const meant = [...findOccurrences(fold(text), tree)].flatMap(([key, places]) =>
      places.flatMap((place) => asSpan(text, place, byKey.get(key) ?? [])),
    );
    for (const span of meant.sort((a, b) => a.start - b.start || b.end - a.end)) {
      const isTaken = [found.at(-1), ...spans].some(
        (one) => one && one.start < span.end && span.start < one.end,
      );
      if (!isTaken) found.push(span);
    }
    return found;
  };
}

function asSpan(text: string, { start, end }: Occurrence, names: readonly Claim[]): AlignedSpan[] {
  const written = letters(text.slice(start, end));
  const name = names.find((one) => (acronym(one.text) ?? written) === written);
  if (name === undefined) return [];
  const { label, concept } = name;
  return [{ start, end, label, ...(concept && { concept }), status: 'found' }];
}
