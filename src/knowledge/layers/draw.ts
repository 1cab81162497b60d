import type { Random } from '../../base/random.js';
import type { Candidate, Candidates } from './layer.js';

/**
 * At most `limit` candidates in seeded order, without making the others: the first places of the
 * same shuffle that `Random.sample` does.
 */
export function drawCandidates(candidates: Candidates, limit: number, random: Random): Candidate[] {
  const moved = new Map<number, number>();
  const taken: Candidate[] = [];
  for (let at = 0; at < candidates.length && taken.length < limit; at++) {
    const other = at + random.int(candidates.length - at);
    const place = moved.get(other) ?? other;
    moved.set(other, moved.get(at) ?? at);
    const candidate = candidates.at(place);
    if (candidate !== undefined) taken.push(candidate);
  }
  return taken;
}
