import type { Sentence } from '../corpus/sentence.js';
import { fitLabelModel, type Judged, type LabelModel } from './combine/label-model.js';
import { makePatterns } from './combine/patterns.js';
import { priorOf } from './combine/priors.js';
import { candidatesOf, isFor, type Vote } from './combine/votes.js';
import { ask, type Survey } from './survey/survey.js';
import { groupOfForm, type Tailoring } from './tailor.js';
import type { Teacher } from './teachers/teacher.js';

/** The prior weighs half as much as the votes. Without it, two dictionaries out of one source believe each other in everything. */
const PRIOR_WEIGHT = 0.5;

/** What a teacher did on the labelled sentences. */
export interface ShotScore {
  readonly claims: number;
  readonly right: number;
  readonly mentions: number;
}

/** What votes are worth in this text. */
export interface Learnt {
  readonly model: LabelModel;
  /** A teacher's vote with its name's group in place of the name. */
  readonly grouped: (teacher: number, vote: Vote) => Vote;
  readonly shots: readonly ShotScore[];
}

/** Estimates the teachers' reliability from the shots and from the votes that the survey counted. */
export async function learn(
  teachers: readonly Teacher[],
  { patterns }: Pick<Survey, 'patterns'>,
  { verdicts }: Tailoring,
  shots: readonly Sentence[],
): Promise<Learnt> {
  const grouped = (teacher: number, vote: Vote): Vote => {
    if (!isFor(vote) || teachers[teacher]?.covers !== false) return vote;
    const kind = vote.slice(1);
    return `+${verdicts.get(kind)?.group ?? groupOfForm(kind)}`;
  };
  const groupedAll = (votes: readonly Vote[]): Vote[] => votes.map((vote, at) => grouped(at, vote));
  const counted = makePatterns();
  for (const { votes, count } of patterns.list()) counted.add(groupedAll(votes), count);
  const { judged, scores } = await judgeShots(teachers, shots);
  const model = fitLabelModel(
    counted.list(),
    judged.map(({ votes, right }) => ({ votes: groupedAll(votes), right })),
    { prior: (teacher, vote) => priorOf(teachers[teacher]?.covers ?? true, vote), weight: PRIOR_WEIGHT },
  );
  return { model, grouped, shots: scores };
}

async function judgeShots(
  teachers: readonly Teacher[],
  shots: readonly Sentence[],
): Promise<{ judged: readonly Judged[]; scores: readonly ShotScore[] }> {
  const said = await ask(teachers, shots);
  const judged = shots.flatMap(({ spans }, at) => {
    const gold = new Set(spans.map(keyOf));
    return candidatesOf(said.map((claims) => claims[at])).map((candidate) => ({
      votes: candidate.votes,
      right: gold.has(keyOf(candidate)),
    }));
  });
  const mentions = shots.reduce((sum, { spans }) => sum + spans.length, 0);
  const scores = teachers.map((_, at) => {
    const own = judged.filter(({ votes }) => isFor(votes[at] as Vote));
    return { claims: own.length, right: own.filter(({ right }) => right).length, mentions };
  });
  return { judged, scores };
}

const keyOf = ({ start, end, label }: { start: number; end: number; label: string }): string =>
  `${start} ${end} ${label}`;
