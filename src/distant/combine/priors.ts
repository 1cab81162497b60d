import { isFor, OTHER, type Vote } from './votes.js';

/**
 * Belief in a candidate that got one vote, before shots and agreement are heard: kinds of a dictionary's names and of a
 * model's scores. Chosen on NCBI Disease's development split, in round figures.
 */
const FOR: Readonly<Record<string, number>> = {
  ...{ '+sure': 0.88, '+plain': 0.8, '+doubtful': 0.5, '+bad': 0.3 },
  ...{ '+≥ 0.95': 0.9, '+≥ 0.8': 0.75, '+≥ 0.5': 0.5, '+< 0.5': 0.3 },
};
const FOR_ANY = 0.75;
const AGAINST = 0.25;
const UNKNOWN_NAME = 0.4;

/** What a vote is worth before anything is known of its teacher. */
export function priorOf(covers: boolean, vote: Vote): number {
  if (isFor(vote)) return FOR[vote] ?? FOR_ANY;
  return vote === OTHER || covers ? AGAINST : UNKNOWN_NAME;
}
