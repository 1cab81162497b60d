import { editDistance } from '../knowledge/search/edit-distance.js';

/** The name that differs least, where that is little: a third of the letters at most. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(name.length / 3));
  const ranked = known
    .map((one) => ({ one, edits: editDistance(name.toLowerCase(), one.toLowerCase(), most) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.one;
}
