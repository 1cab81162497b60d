import { HilgenError } from '../base/errors.js';
import type { WorkOptions } from '../base/progress.js';
import { readCorpus, type Sentence } from '../corpus/index.js';
import {
  applyStack,
  chooseEnsemble,
  ensemble,
  fitStack,
  type Method,
  type Rule,
  UNIFORM,
  type Voter,
  type VotingUnit,
  WEIGHTINGS,
  type Weight,
  type Weighting,
  weightsByF1,
} from '../ensemble/index.js';
import { openKnowledgeBase } from '../knowledge/index.js';
import { inOrderOf, readVoters } from './ensemble-voters.js';

/** What `hilgen ensemble` is told of the way to decide. */
export interface DecisionOptions {
  readonly method: Method | 'best' | 'stack';
  readonly unit: VotingUnit;
  readonly weights?: string;
  readonly threshold?: number;
  readonly agree?: number;
  readonly dev?: readonly string[];
  readonly devGold?: string;
  readonly kb?: string;
}

/** What came of it. */
export interface Decision {
  readonly sentences: readonly Sentence[];
  readonly weights: readonly Weight[];
  /** In words, with what was chosen on development data. */
  readonly rule: string;
  readonly members: readonly string[];
  readonly tunedOn: 'nothing' | 'development data';
  readonly devF1: number | null;
}

interface Development {
  readonly voters: readonly Voter[];
  readonly gold: readonly Sentence[];
}

/** Decides by votes, by the rule that is best on development data, or by a model fitted on them. */
export async function decide(
  voters: readonly Voter[],
  options: DecisionOptions,
  work: WorkOptions,
): Promise<Decision> {
  const dev = await readDevelopment(voters, options);
  const weights = weightsOf(voters, options.weights, dev);
  const names = voters.map(({ name }) => name);
  if (options.method === 'best') return await byBest(voters, weights, needed(dev, 'best'), work);
  if (options.method === 'stack') return byStack(voters, weights, needed(dev, 'stack'), options.kb);
  const { method, unit, threshold, agree } = options;
  const rule: Rule = { method, unit, threshold, agree };
  const isTuned = dev !== undefined && (options.weights ?? 'dev-f1').startsWith('dev-f1');
  return {
    sentences: ensemble(voters, weights, rule),
    ...{ weights, rule: describe(rule), members: names, devF1: null },
    tunedOn: isTuned && rule.method === 'weighted' ? 'development data' : 'nothing',
  };
}

async function byBest(
  voters: readonly Voter[],
  weights: readonly Weight[],
  dev: Development,
  work: WorkOptions,
): Promise<Decision> {
  const { members, rule, devF1, tried } = await chooseEnsemble(dev.voters, dev.gold, weights, work);
  const own = members.map((member) => voters[member] as Voter);
  const ownWeights = members.map((member) => weights[member] as Weight);
  return {
    sentences: ensemble(own, ownWeights, rule),
    ...{ weights: ownWeights, members: own.map(({ name }) => name), devF1, tunedOn: 'development data' },
    rule: `${describe(rule)}; the best of ${tried} on development data`,
  };
}

function byStack(
  voters: readonly Voter[],
  weights: readonly Weight[],
  { voters: devVoters, gold }: Development,
  kbPath: string | undefined,
): Decision {
  const kb = kbPath === undefined ? undefined : openKnowledgeBase(kbPath);
  try {
    const isKnown = kb && ((text: string): boolean => kb.lookup(text).length > 0);
    const stack = fitStack(devVoters, gold, isKnown);
    return {
      sentences: applyStack(stack, voters),
      ...{ weights, members: voters.map(({ name }) => name), devF1: null, tunedOn: 'development data' },
      rule: `a logistic model of ${stack.features.names.length} features, fitted on ${stack.candidates} spans of the development data`,
    };
  } finally {
    kb?.close();
  }
}

function describe({ method, unit, threshold = 0.5, agree }: Rule): string {
  const how = {
    weighted: `more than ${(100 * threshold).toFixed(0)} % of the weights`,
    majority: 'more than half of the voters',
    intersection: agree === undefined ? 'all voters' : `at least ${agree} voters`,
    union: 'any voter',
  };
  return `${method} vote on ${unit}s: ${how[method]}`;
}

async function readDevelopment(
  voters: readonly Voter[],
  { dev, devGold }: DecisionOptions,
): Promise<Development | undefined> {
  if (dev === undefined && devGold === undefined) return undefined;
  if (dev === undefined || devGold === undefined) {
    const [missing, given] = dev === undefined ? ['--dev', '--dev-gold'] : ['--dev-gold', '--dev'];
    throw new HilgenError('usage', { where: missing, what: `is missing: ${given} needs it` });
  }
  return { voters: inOrderOf(voters, await readVoters(dev)), gold: await readCorpus(devGold) };
}

function needed(dev: Development | undefined, what: string): Development {
  if (dev !== undefined) return dev;
  throw new HilgenError('usage', {
    where: `--method ${what}`,
    what: 'needs development data',
    hint: 'Add --dev NAME=FILE … with the predictions of all voters, and --dev-gold FILE. The test split is no place to choose on.',
  });
}

/** By F1 on development data where there are any; given ones as `NAME=0.6,NAME=0.4`. */
function weightsOf(
  voters: readonly Voter[],
  given: string | undefined,
  dev: Development | undefined,
): readonly Weight[] {
  const asked = given ?? (dev === undefined ? 'uniform' : 'dev-f1');
  if (asked === 'uniform') return voters.map(() => UNIFORM);
  if (WEIGHTINGS.includes(asked as Weighting)) {
    const { voters: devVoters, gold } = needed(dev, `weighted --weights ${asked}`);
    return weightsByF1(devVoters, gold, asked === 'dev-f1-by-label');
  }
  const weights = new Map(asked.split(',').map((part) => parseWeight(part)));
  return voters.map(({ name }) => ({ overall: weights.get(name) ?? unweighed(name) }));
}

function parseWeight(text: string): readonly [name: string, weight: number] {
  const [, name, number] = /^(.+)=([\d.]+)$/.exec(text.trim()) ?? [];
  const weight = Number(number);
  if (name !== undefined && Number.isFinite(weight)) return [name, weight];
  throw new HilgenError('usage', {
    where: `--weights ${text}`,
    what: 'is no weight',
    hint: `Give ${WEIGHTINGS.join(', ')}, or a number for each voter: bert=0.6,dictionary=0.4`,
  });
}

function unweighed(name: string): never {
  throw new HilgenError('usage', { where: '--weights', what: `has no weight for ${name}` });
}
