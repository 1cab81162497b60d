import type { Claim } from '../teachers/teacher.js';

/** What a teacher says of a candidate. Besides these: `+KIND`, for it. */
export const OTHER = 'x';
/** Nothing, though it was asked. */
export const SILENT = '-';
/** It knows nothing of the sentence. */
export const ABSENT = '?';

export type Vote = string;

/** A stretch that at least one teacher claims under a label, and what each teacher says of it. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly concept?: string | undefined;
  /** In the teachers' order. */
  readonly votes: readonly Vote[];
}

/**
 * The candidates of a sentence, in order. A teacher votes for its own claim, for another one where it claims something
 * that overlaps, and is silent where it claims nothing there.
 */
export function candidatesOf(said: readonly (readonly Claim[] | undefined)[]): Candidate[] {
  const places = new Map<string, Claim>();
  for (const claims of said) {
    for (const claim of claims ?? []) {
      const key = keyOf(claim);
      if (!places.has(key) || places.get(key)?.concept === undefined) places.set(key, claim);
    }
  }
  return Array.from(places.values(), ({ start, end, label, concept }) => ({
    ...{ start, end, label, concept },
    votes: said.map((claims) => voteOn({ start, end, label }, claims)),
  })).sort((a, b) => a.start - b.start || a.end - b.end || (a.label < b.label ? -1 : 1));
}

type Place = Pick<Claim, 'start' | 'end' | 'label'>;

const keyOf = ({ start, end, label }: Place): string => `${start} ${end} ${label}`;

function voteOn(place: Place, claims: readonly Claim[] | undefined): Vote {
  if (claims === undefined) return ABSENT;
  const same = claims.find((claim) => keyOf(claim) === keyOf(place));
  if (same !== undefined) return `+${same.kind}`;
  return claims.some(({ start, end }) => start < place.end && end > place.start) ? OTHER : SILENT;
}

/** Whether the vote is for the candidate. */
export const isFor = (vote: Vote): boolean => vote.startsWith('+');
