import type { Emissions } from './lattice.js';
import type { Transitions } from './transitions.js';

/**
 * The path of the highest score (Viterbi 1967); of equal ones that with the lower tag numbers, compared from the end.
 *
 * @param emissions T×K scores.
 * @returns One tag number for each word.
 */
export function bestPath(emissions: Emissions, { between, start, end }: Transitions): number[] {
  const tags = start.length;
  const best = new Float64Array(emissions.length);
  const came = new Int32Array(emissions.length);
  for (let at = 0; at < best.length; at++) {
    const tag = at % tags;
    const before = at - tag - tags;
    let total = before < 0 ? (start[tag] as number) : Number.NEGATIVE_INFINITY;
    for (let from = 0; before >= 0 && from < tags; from++) {
      const value = (best[before + from] as number) + (between[from * tags + tag] as number);
      if (value > total) {
        total = value;
        came[at] = from;
      }
    }
    best[at] = total + (emissions[at] as number);
  }
  return readBack(best, came, end);
}

function readBack(best: Float64Array, came: Int32Array, end: Float64Array): number[] {
  const tags = end.length;
  const path: number[] = [];
  const finals = best.subarray(best.length - tags).map((sum, tag) => sum + (end[tag] as number));
  let tag = finals.reduce((top, sum, at) => (sum > (finals[top] as number) ? at : top), 0);
  for (let row = best.length - tags; row >= 0; row -= tags) {
    path.push(tag);
    tag = came[row + tag] as number;
  }
  return path.reverse();
}
