import type { Sentence, Span, Token } from '../corpus/index.js';
import { byShare, exceeds, isAccepted, type Rule } from './method.js';
import { type Elected, share } from './span-vote.js';
import type { Ballot } from './voter.js';
import { sumOf, type Weight, weightFor } from './weights.js';

/** What one voter says of a token: nothing, or a label and whether a mention begins there. */
interface Tag {
  readonly label: string | undefined;
  readonly begins: boolean;
}

const OUTSIDE: Tag = { label: undefined, begins: false };

/**
 * The labels with enough votes token by token (IO); neighbouring tokens of one label are one mention, unless voters with
 * more than half of the weight behind that label begin a mention at the second. Ties are outside.
 */
export function voteOnTokens(ballot: Ballot, weights: readonly Weight[], rule: Rule): Elected[] {
  const [first] = ballot;
  if (first === undefined) return [];
  const tags = ballot.map((sentence) => tagsOf(sentence, first.tokens));
  const elected: Elected[] = [];
  let open: Open | undefined;
  const close = (): void => {
    if (open !== undefined) elected.push(closed(open));
    open = undefined;
  };
  for (const [at, token] of first.tokens.entries()) {
    const winner = electLabel(
      tags.map((own) => own[at] ?? OUTSIDE),
      weights,
      rule,
    );
    if (winner === undefined || open?.label !== winner.label || winner.begins) close();
    if (winner === undefined) continue;
    open ??= { label: winner.label, start: token.start, end: token.end, shares: [], voters: new Set() };
    open.end = token.end;
    open.shares.push(winner.share);
    for (const voter of winner.voters) open.voters.add(voter);
  }
  close();
  return elected;
}

interface Open {
  readonly label: string;
  readonly start: number;
  end: number;
  readonly shares: number[];
  readonly voters: Set<number>;
}

function closed({ label, start, end, shares, voters }: Open): Elected {
  const mean = shares.reduce((sum, one) => sum + one, 0) / shares.length;
  return { span: { start, end, label }, share: mean, voters: [...voters].sort((a, b) => a - b) };
}

/** The tag of every token: of spans that overlap, the longest speaks. */
function tagsOf({ spans }: Sentence, tokens: readonly Token[]): Tag[] {
  const byLength = [...spans].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  return tokens.map((token, at) => {
    const span = byLength.find((one) => touches(one, token));
    if (span === undefined) return OUTSIDE;
    const before = tokens[at - 1];
    return { label: span.label, begins: before === undefined || !touches(span, before) };
  });
}

const touches = ({ start, end }: Span, token: Token): boolean => token.start < end && start < token.end;

interface Winner {
  readonly label: string;
  readonly begins: boolean;
  readonly share: number;
  readonly voters: readonly number[];
}

function electLabel(tags: readonly Tag[], weights: readonly Weight[], rule: Rule): Winner | undefined {
  const weightOf = (voter: number): number => weightFor(weights[voter] as Weight, tags[voter]?.label ?? '');
  const total = sumOf(tags.map((_, voter) => weightOf(voter)));
  const labels = [...new Set(tags.flatMap(({ label }) => label ?? []))].sort();
  const accepted = labels.flatMap((label) => {
    const voters = tags.flatMap((tag, voter) => (tag.label === label ? [voter] : []));
    const weight = sumOf(voters.map(weightOf));
    const support = { weight, total, voters: voters.length, all: tags.length };
    if (!isAccepted(rule, support)) return [];
    const beginning = sumOf(voters.filter((voter) => tags[voter]?.begins).map(weightOf));
    return [{ label, begins: exceeds(beginning * 2, weight, weight), share: share(weight, total), voters }];
  });
  const [best, second] = accepted.toSorted((a, b) => byShare(a.share, b.share));
  const isTie = best !== undefined && second !== undefined && byShare(best.share, second.share) === 0;
  return isTie ? undefined : best;
}
