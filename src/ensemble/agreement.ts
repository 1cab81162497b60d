import type { Sentence, Span } from '../corpus/index.js';
import { pairSentences, type Scores, scoreStrict, spanKey } from '../evaluate/index.js';
import { candidatesOf } from './span-vote.js';
import { type Ballot, ballotsOf, type Voter } from './voter.js';

/** How far two voters agree. */
export interface PairAgreement {
  readonly names: readonly [string, string];
  /** Cohen's κ over the labels of tokens, none among them; 1 where both say the same everywhere. */
  readonly kappa: number;
  /** Strict F1 of one against the other. */
  readonly f1: number;
}

/** How voters relate to gold labels and to each other. */
export interface Explanation {
  readonly members: readonly {
    readonly name: string;
    readonly scores: Scores;
    /** Gold spans that it alone finds, and wrong spans that it alone marks. */
    readonly aloneRight: number;
    readonly aloneWrong: number;
  }[];
  readonly pairs: readonly PairAgreement[];
  /** What a judge who knows the gold labels would make of the voters' spans: the bound of any choice among them. */
  readonly oracle: Scores;
  /** Gold spans by the number of voters that find them; wrong spans by the number that mark them. */
  readonly found: readonly number[];
  readonly wrong: readonly number[];
}

/** Says how voters agree, where they err together, and what could be had at best. */
export function explainEnsemble(voters: readonly Voter[], gold: readonly Sentence[]): Explanation {
  const ballots = ballotsOf(voters);
  const golds = pairSentences(
    gold,
    ballots.map((ballot) => ballot[0] as Sentence),
  ).map((pair) => pair.gold);
  const found = new Array<number>(voters.length + 1).fill(0);
  const wrong = new Array<number>(voters.length + 1).fill(0);
  const alone = voters.map(() => ({ right: 0, wrong: 0 }));
  const best: Span[][] = [];
  for (const [at, ballot] of ballots.entries()) {
    const keys = new Set((golds[at] as Sentence).spans.map(spanKey));
    let known = 0;
    best[at] = [];
    for (const { span, voters: own } of candidatesOf(ballot)) {
      const isRight = keys.has(spanKey(span));
      const counts = isRight ? found : wrong;
      counts[own.length] = (counts[own.length] ?? 0) + 1;
      if (own.length === 1)
        (alone[own[0] as number] as { right: number; wrong: number })[isRight ? 'right' : 'wrong']++;
      if (!isRight) continue;
      known++;
      best[at].push(span);
    }
    found[0] = (found[0] ?? 0) + keys.size - known;
  }
  const against = (spans: (at: number) => readonly Span[]): Scores =>
    scoreStrict(golds.map((sentence, at) => ({ gold: sentence, predicted: { spans: spans(at) } }))).strict;
  return {
    members: voters.map(({ name }, voter) => ({
      name,
      scores: against((at) => ballots[at]?.[voter]?.spans ?? []),
      aloneRight: alone[voter]?.right ?? 0,
      aloneWrong: alone[voter]?.wrong ?? 0,
    })),
    pairs: pairsOf(voters, ballots),
    oracle: against((at) => best[at] ?? []),
    found,
    wrong,
  };
}

function pairsOf(voters: readonly Voter[], ballots: readonly Ballot[]): PairAgreement[] {
  return voters.flatMap(({ name }, one) =>
    voters.slice(one + 1).map(({ name: other }, offset) => {
      const two = one + 1 + offset;
      const pairs = ballots.map((ballot) => ({
        gold: ballot[one] as Sentence,
        predicted: ballot[two] as Sentence,
      }));
      return {
        names: [name, other] as const,
        kappa: kappaOf(ballots, one, two),
        f1: scoreStrict(pairs).strict.f1,
      };
    }),
  );
}

/** Cohen's κ (1960) over tokens. */
function kappaOf(ballots: readonly Ballot[], one: number, two: number): number {
  const counts = new Map<string, [own: number, other: number]>();
  let same = 0;
  let all = 0;
  for (const ballot of ballots) {
    const [own, other] = [labelsAt(ballot, one), labelsAt(ballot, two)];
    for (const [at, label] of own.entries()) {
      all++;
      if (label === other[at]) same++;
      count(counts, label, 0);
      count(counts, other[at] ?? '', 1);
    }
  }
  if (all === 0) return 1;
  const chance = [...counts.values()].reduce((sum, [a, b]) => sum + (a / all) * (b / all), 0);
  return chance === 1 ? 1 : (same / all - chance) / (1 - chance);
}

function count(counts: Map<string, [number, number]>, label: string, side: 0 | 1): void {
  const known = counts.get(label) ?? [0, 0];
  known[side]++;
  counts.set(label, known);
}

function labelsAt(ballot: Ballot, voter: number): string[] {
  const [first] = ballot as readonly [Sentence];
  const spans = ballot[voter]?.spans ?? [];
  return first.tokens.map(
    ({ start, end }) => spans.find((span) => start < span.end && span.start < end)?.label ?? '',
  );
}
