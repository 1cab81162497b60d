import { isFor, OTHER, type Vote } from './votes.js';

/**
 * Belief in a candidate that got one vote, before shots and agreement are heard: kinds of a dictionary's names and of a
 * model's scores, another claim in its place, silence. Chosen on the development splits of NCBI Disease and BC5CDR, in round figures.
 */
const FOR: Readonly<Record<string, number>> = {
  ...{ '+sure': 0.88, '+plain': 0.8, '+doubtful': 0.75, '+bad': 0.7 },
  ...{ '+≥ 0.95': 0.9, '+≥ 0.8': 0.75, '+≥ 0.5': 0.5, '+< 0.5': 0.3 },
};
const FOR_ANY = 0.75;
const OTHER_CLAIM = 0.25;
const UNSEEN = 0.5;
const UNKNOWN_NAME = 0.65;

/** What a vote is worth before anything is known of its teacher. */
export function priorOf(covers: boolean, vote: Vote): number {
  if (isFor(vote)) return FOR[vote] ?? FOR_ANY;
  if (vote === OTHER) return OTHER_CLAIM;
  return covers ? UNSEEN : UNKNOWN_NAME;
}
