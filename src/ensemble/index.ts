export { type Explanation, explainEnsemble, type PairAgreement } from './agreement.js';
export { type Choice, type Chosen, chooseEnsemble } from './choose.js';
export { ensemble } from './ensemble.js';
export { METHODS, type Method, type Rule, UNITS_OF_VOTING, type VotingUnit } from './method.js';
export type { IsKnown } from './stack/features.js';
export { applyStack, fitStack, type Stack } from './stack/stack.js';
export type { Voter } from './voter.js';
export { UNIFORM, WEIGHTINGS, type Weight, type Weighting, weightsByF1 } from './weights.js';
