export { schemeTransitions } from './constraints.js';
export { type Emissions, type Lattice, latticeOf } from './lattice.js';
export { ANY_TAG, type CrfLoss, crfLoss, pathScore } from './loss.js';
export { expectedTransitions, tagMarginals } from './marginals.js';
export { type Segment, segmentProbability } from './segment.js';
export { spansOf, type Tagging } from './spans.js';
export { addTransitions, freeTransitions, type Transitions } from './transitions.js';
export { bestPath } from './viterbi.js';
