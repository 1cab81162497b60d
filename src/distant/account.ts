import type { Weighed } from './combine/settle.js';
import { ABSENT, isFor, OTHER } from './combine/votes.js';
import type { Labelled } from './label.js';
import type { ShotScore } from './learn.js';
import { MENTION, UNKNOWN } from './reading.js';
import type { Teacher } from './teachers/teacher.js';

/** What one teacher gave. Shares are of all candidates (Ratner et al. 2017, LF analysis). */
export interface TeacherAccount {
  readonly teacher: string;
  readonly claims: number;
  /** Candidates that it claims. */
  readonly coverage: number;
  /** Candidates that it claims and another teacher too. */
  readonly overlap: number;
  /** Candidates that it claims where another claims something else in the same place, or was asked and sees nothing. */
  readonly conflict: number;
  /** Mean probability of its claims; absent where it made none. */
  readonly precision?: number | undefined;
  readonly shots: ShotScore;
}

/** What became of raw text. */
export interface Account {
  readonly sentences: number;
  readonly tokens: number;
  readonly spans: Readonly<Record<string, number>>;
  /** Stretches by the rule that left them out. */
  readonly unknown: Readonly<Record<string, number>>;
  readonly unknownTokens: number;
  readonly spanTokens: number;
  readonly candidates: number;
  readonly teachers: readonly TeacherAccount[];
}

/** Counts labelled sentences as they go by. */
export function makeAccount(teachers: readonly Teacher[], shots: readonly ShotScore[]) {
  const spans: Record<string, number> = {};
  const unknown: Record<string, number> = {};
  const totals = { sentences: 0, tokens: 0, unknownTokens: 0, spanTokens: 0, candidates: 0 };
  const tallies = teachers.map((): Tally => ({ claims: 0, overlap: 0, conflict: 0, sure: 0 }));
  const share = (count: number): number => (totals.candidates === 0 ? 0 : count / totals.candidates);
  return {
    add({ sentence, candidates, doubts, reading: { marks } }: Labelled): void {
      totals.sentences++;
      totals.tokens += marks.length;
      for (const mark of marks) {
        if (mark === MENTION) totals.spanTokens++;
        else if (mark === UNKNOWN) totals.unknownTokens++;
      }
      for (const { label } of sentence.spans) spans[label] = (spans[label] ?? 0) + 1;
      for (const { rule } of doubts) unknown[rule] = (unknown[rule] ?? 0) + 1;
      totals.candidates += candidates.length;
      for (const candidate of candidates) {
        for (const [at, tally] of tallies.entries()) addVotes(tally, at, candidate, teachers);
      }
    },
    account: (): Account => ({
      ...totals,
      ...{ spans, unknown },
      teachers: teachers.map(({ name }, at) => {
        const { claims, overlap, conflict, sure } = tallies[at] as Tally;
        return {
          ...{
            teacher: name,
            claims,
            coverage: share(claims),
            overlap: share(overlap),
            conflict: share(conflict),
          },
          precision: claims === 0 ? undefined : sure / claims,
          shots: shots[at] as ShotScore,
        };
      }),
    }),
  };
}

interface Tally {
  claims: number;
  overlap: number;
  conflict: number;
  sure: number;
}

/** Counts a candidate for the teacher with this number, where it claims it. */
function addVotes(
  tally: Tally,
  at: number,
  { votes, probability }: Weighed,
  teachers: readonly Teacher[],
): void {
  if (!isFor(votes[at] as string)) return;
  tally.claims++;
  tally.sure += probability;
  if (votes.some((vote, other) => other !== at && isFor(vote))) tally.overlap++;
  if (votes.some((vote, other) => other !== at && speaksAgainst(vote, teachers[other]?.covers === true)))
    tally.conflict++;
}

const speaksAgainst = (vote: string, covers: boolean): boolean =>
  vote === OTHER || (covers && vote !== ABSENT && !isFor(vote));
