/** How votes become a decision. */
export const METHODS = ['weighted', 'majority', 'intersection', 'union'] as const;
export type Method = (typeof METHODS)[number];

/** What is voted on: whole spans (boundaries and label), or the label of each token. */
export const UNITS_OF_VOTING = ['span', 'token'] as const;
export type VotingUnit = (typeof UNITS_OF_VOTING)[number];

/** A vote's rule. */
export interface Rule {
  readonly method: Method;
  readonly unit: VotingUnit;
  /** `weighted`: the share of all weights that must be exceeded; half where not given. */
  readonly threshold?: number | undefined;
  /** `intersection`: voters that must agree; all where not given. */
  readonly agree?: number | undefined;
}

/** What speaks for one outcome. */
export interface Support {
  /** Weight of its voters. */
  readonly weight: number;
  /** Weight of all voters, also of those that stayed silent. */
  readonly total: number;
  readonly voters: number;
  readonly all: number;
}

const HALF = 0.5;
const ROUNDING = 1e-9;

/** Whether votes exceed a bound by more than the rounding of sums: a tie is one in whatever order weights are added. */
export function exceeds(weight: number, bound: number, total: number): boolean {
  return weight - bound > ROUNDING * total;
}

/** Shares in order, the larger first; 0 for those that differ by rounding alone. */
export function byShare(a: number, b: number): number {
  return Math.round(b / ROUNDING) - Math.round(a / ROUNDING);
}

/**
 * Whether an outcome has enough votes. A share must be exceeded: half of the votes for a mention and half for none is
 * none. The denominator are all voters, or one sure voter would decide alone wherever the others see nothing.
 */
export function isAccepted({ method, threshold = HALF, agree }: Rule, support: Support): boolean {
  const { weight, total, voters, all } = support;
  switch (method) {
    case 'union':
      return voters > 0;
    case 'intersection':
      return voters >= (agree ?? all);
    case 'majority':
      return voters * 2 > all;
    case 'weighted':
      return exceeds(weight, threshold * total, total);
  }
}
