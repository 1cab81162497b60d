export { bootstrap, type Interval, type Intervals, quantile } from './bootstrap.js';
export { type Confusion, confusionOf } from './confusion.js';
export { type DocumentScores, documentScores } from './documents.js';
export { analyseErrors, type ErrorAnalysis, type ErrorGroup } from './error-groups.js';
export { ERROR_KINDS, listErrors, type PredictionError } from './errors.js';
export { holm } from './holm.js';
export { type CurvePoint, type LearningCurve, learningCurve } from './learning-curve.js';
export { type Fractions, macroScores } from './macro.js';
export type { Measure } from './measures/measure.js';
export { MEASURES, type MeasureName } from './measures.js';
export { type Pair, pairSentences } from './pair.js';
export { pairedRandomisation } from './randomisation.js';
export { readGold, readPrediction } from './read.js';
export {
  type ByMeasure,
  type Counted,
  countAll,
  type Report,
  reportOf,
  unitsOf,
} from './report.js';
export { type Count, countPairs, type Evaluation, type UnitCounts } from './score.js';
export { type SeedSummary, summariseSeeds } from './seeds.js';
export { compareSpans, spanKey } from './spans.js';
export { spearman } from './spearman.js';
export { type SpanPair, type StrictScores, scoreStrict } from './strict.js';
export { seedInterval } from './student.js';
export {
  type Comparison,
  compareSystems,
  curvesOf,
  meanCounts,
  overSeeds,
  type SeedFigure,
  type System,
  warningsOf,
} from './systems.js';
export { type GradedScores, type Scores, type Tally, toGradedScores, toScores } from './tally.js';
export { type Trait, type TraitSources, traitsOf } from './traits.js';
