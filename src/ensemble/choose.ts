import { setImmediate } from 'node:timers/promises';
import { throwIfAborted } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import type { Sentence } from '../corpus/index.js';
import { pairSentences, scoreStrict } from '../evaluate/index.js';
import { elect } from './ensemble.js';
import { type Rule, UNITS_OF_VOTING } from './method.js';
import { type Ballot, ballotsOf, type Voter } from './voter.js';
import type { Weight } from './weights.js';

/** An ensemble to try: which voters, by which rule. */
export interface Choice {
  /** Places of the voters, ascending. */
  readonly members: readonly number[];
  readonly rule: Rule;
}

/** The ensemble with the best development score. */
export interface Chosen extends Choice {
  /** Its strict F1 on the development data. */
  readonly devF1: number;
  /** How many were compared: the more, the more of the gain is luck. */
  readonly tried: number;
}

const THRESHOLDS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
/** More voters than this have too many subsets: they are added one by one, best first. */
const MOST_VOTERS = 5;

/**
 * HILGEN's "best ensemble" (arXiv 2503.04930), chosen on development data alone: of all subsets of the voters (of
 * more than five, those that adding the most useful voter next gives), under every rule, the one with the highest
 * strict F1; of equals the first with the fewest voters.
 *
 * @throws HilgenError `interrupted`
 */
export async function chooseEnsemble(
  dev: readonly Voter[],
  gold: readonly Sentence[],
  weights: readonly Weight[],
  { onProgress, signal }: WorkOptions = {},
): Promise<Chosen> {
  const score = scorer(dev, gold, weights);
  let best: Chosen = { members: [], rule: { method: 'union', unit: 'span' }, devF1: -1, tried: 0 };
  let tried = 0;
  const tryAll = async (members: readonly number[]): Promise<Chosen> => {
    let own: Chosen = { ...best, devF1: -1 };
    for (const rule of rulesFor(members.length)) {
      tried++;
      const devF1 = score({ members, rule });
      if (devF1 > own.devF1) own = { members, rule, devF1, tried };
    }
    if (own.devF1 > best.devF1) best = own;
    onProgress?.({ done: tried, note: `best F1 ${(100 * best.devF1).toFixed(1)}` });
    await setImmediate();
    throwIfAborted(signal);
    return own;
  };
  if (dev.length <= MOST_VOTERS) for (const members of subsets(dev.length)) await tryAll(members);
  else await addOneByOne(dev.length, tryAll);
  return { ...best, tried };
}

async function addOneByOne(
  count: number,
  tryAll: (members: readonly number[]) => Promise<Chosen>,
): Promise<void> {
  let members: readonly number[] = [];
  while (members.length < count) {
    let next: Chosen | undefined;
    for (let voter = 0; voter < count; voter++) {
      if (members.includes(voter)) continue;
      const own = await tryAll([...members, voter].sort((a, b) => a - b));
      if (next === undefined || own.devF1 > next.devF1) next = own;
    }
    members = next?.members ?? [];
  }
}

/** All subsets but the empty one, the smallest first. */
function subsets(count: number): number[][] {
  const all = Array.from({ length: 2 ** count - 1 }, (_, at) =>
    Array.from({ length: count }, (_, voter) => voter).filter((voter) => ((at + 1) >> voter) & 1),
  );
  return all.sort((a, b) => a.length - b.length);
}

/** A single voter is taken as it is. */
function rulesFor(voters: number): Rule[] {
  if (voters === 1) return [{ method: 'majority', unit: 'span' }];
  return UNITS_OF_VOTING.flatMap((unit): Rule[] => [
    ...THRESHOLDS.map((threshold): Rule => ({ method: 'weighted', unit, threshold })),
    { method: 'majority', unit },
    ...Array.from({ length: voters - 1 }, (_, at): Rule => ({ method: 'intersection', unit, agree: at + 2 })),
  ]);
}

function scorer(dev: readonly Voter[], gold: readonly Sentence[], weights: readonly Weight[]) {
  const ballots = ballotsOf(dev);
  const golds = pairSentences(
    gold,
    ballots.map((ballot) => ballot[0] as Sentence),
  ).map((pair) => pair.gold);
  return ({ members, rule }: Choice): number => {
    const own = members.map((member) => weights[member] as Weight);
    const pairs = ballots.map((ballot, at) => ({
      gold: golds[at] as Sentence,
      predicted: { spans: elect(pick(ballot, members), own, rule).map(({ span }) => span) },
    }));
    return scoreStrict(pairs).strict.f1;
  };
}

function pick(ballot: Ballot, members: readonly number[]): Ballot {
  return members.map((member) => ballot[member] as Sentence);
}
