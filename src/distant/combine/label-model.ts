import type { Pattern } from './patterns.js';
import { ABSENT, type Vote } from './votes.js';

/** Candidates of which it is known whether they are mentions. */
export interface Judged {
  readonly votes: readonly Vote[];
  readonly right: boolean;
}

export interface LabelModelSettings {
  /** Belief before any evidence that a candidate with this vote of the teacher with this number is a mention. */
  readonly prior: (teacher: number, vote: Vote) => number;
  /** How many candidates that belief weighs as much as; 10 where not given. */
  readonly strength?: number | undefined;
  /** How many more for every candidate that got the vote; 0 where not given. Two teachers, or such as err together, need it: their agreement tells little. */
  readonly weight?: number | undefined;
}

/** What votes are worth. */
export interface LabelModel {
  /** That a candidate with these votes is a mention, in [0, 1]. */
  probability(votes: readonly Vote[]): number;
  /** That a candidate of which only this vote is known is a mention. */
  reliability(teacher: number, vote: Vote): number;
}

/** Expected numbers of candidates with a vote: wrong ones, right ones. */
type Counts = [number, number];

const MOST_ROUNDS = 200;
const CLOSE = 1e-7;

/**
 * The reliability of teachers from labelled candidates and from how they agree on unlabelled ones: naive Bayes over
 * votes, fitted by expectation maximisation (Dawid and Skene 1979; the label model of Ratner et al. 2016 without
 * correlations). Whether a candidate is a mention is hidden; each kind of vote of each teacher, silence included, has a
 * probability under either answer. The prior counts as candidates already seen, so with one teacher, whose
 * reliability agreement cannot tell, that and the labelled ones decide alone.
 */
export function fitLabelModel(
  unlabelled: readonly Pattern[],
  labelled: readonly Judged[],
  { prior, strength = 10, weight = 0 }: LabelModelSettings,
): LabelModel {
  const start = startOf(unlabelled, labelled, (teacher, vote, times) => {
    const [belief, size] = [prior(teacher, vote), strength + weight * times];
    return [size * (1 - belief), size * belief];
  });
  for (const { votes, right } of labelled) count(start, votes, 1, right ? 1 : 0);
  let fitted = bayes(start);
  let answers = unlabelled.map(({ votes }) => fitted.probability(votes));
  for (let round = 0, moved = 1; round < MOST_ROUNDS && moved > CLOSE; round++) {
    const tables = start.map(
      (table) => new Map(Array.from(table, ([vote, [no, yes]]) => [vote, [no, yes] as Counts])),
    );
    for (const [at, pattern] of unlabelled.entries()) {
      count(tables, pattern.votes, pattern.count, answers[at] as number);
    }
    fitted = bayes(tables);
    const next = unlabelled.map(({ votes }) => fitted.probability(votes));
    moved = Math.max(0, ...next.map((value, at) => Math.abs(value - (answers[at] as number))));
    answers = next;
  }
  return {
    probability: fitted.probability,
    reliability: (teacher, vote) => fitted.reliability(teacher, vote) ?? prior(teacher, vote),
  };
}

type Table = Map<Vote, Counts>;

/** The prior as counts, for every vote that occurs, by how often it does among the unlabelled. */
function startOf(
  unlabelled: readonly Pattern[],
  labelled: readonly Judged[],
  priorOf: (teacher: number, vote: Vote, times: number) => Counts,
): Table[] {
  const times: Map<Vote, number>[] = [];
  const see = (votes: readonly Vote[], count: number): void => {
    for (const [teacher, vote] of votes.entries()) {
      times[teacher] ??= new Map();
      if (vote !== ABSENT) times[teacher].set(vote, (times[teacher].get(vote) ?? 0) + count);
    }
  };
  for (const { votes, count } of unlabelled) see(votes, count);
  for (const { votes } of labelled) see(votes, 0);
  return times.map(
    (seen, teacher) => new Map(Array.from(seen, ([vote, count]) => [vote, priorOf(teacher, vote, count)])),
  );
}

/** Counts candidates with these votes, a share `yes` of them as mentions. */
function count(tables: readonly Table[], votes: readonly Vote[], times: number, yes: number): void {
  for (const [teacher, vote] of votes.entries()) {
    const cell = tables[teacher]?.get(vote);
    if (cell === undefined) continue;
    cell[0] += times * (1 - yes);
    cell[1] += times * yes;
  }
}

/** Bayes' rule over the counts. Teachers weigh alike in the share of mentions among all candidates. */
function bayes(tables: readonly Table[]) {
  const sums = tables.map((table) =>
    [...table.values()].reduce<Counts>(([no, yes], cell) => [no + cell[0], yes + cell[1]], [0, 0]),
  );
  const seen = sums.filter(([no, yes]) => no + yes > 0);
  const logOdds = ([no, yes]: Counts): number => Math.log(yes) - Math.log(no);
  const base = seen.length === 0 ? 0 : seen.reduce((sum, counts) => sum + logOdds(counts), 0) / seen.length;
  return {
    probability(votes: readonly Vote[]): number {
      let odds = base;
      for (const [teacher, vote] of votes.entries()) {
        const cell = tables[teacher]?.get(vote);
        if (cell !== undefined) odds += logOdds(cell) - logOdds(sums[teacher] as Counts);
      }
      return 1 / (1 + Math.exp(-odds));
    },
    reliability(teacher: number, vote: Vote): number | undefined {
      const cell = tables[teacher]?.get(vote);
      return cell && cell[1] / (cell[0] + cell[1]);
    },
  };
}
