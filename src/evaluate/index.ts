export { ERROR_KINDS, listErrors, type PredictionError } from './errors.js';
export { type Pair, pairSentences } from './pair.js';
export { type SeedSummary, summariseSeeds } from './seeds.js';
export { type SpanPair, type StrictScores, scoreStrict } from './strict.js';
export type { GradedScores, Scores, Tally } from './tally.js';
