export { type Arm, armsOf, learns } from './arms.js';
export { readStageCorpus } from './bench.js';
export { type CellResult, restsOn, resultsOf } from './cell-result.js';
export { compareRuns, type RunDifference } from './compare-runs.js';
export { digestFiles } from './digests.js';
export { experimentSchema } from './json-schema.js';
export { nearestName } from './nearest-name.js';
export { type Cell, type Plan, planExperiment, type Seed } from './plan.js';
export { testDrawing, testReferences } from './planning/tests.js';
export { type PlacedFile, readExperimentFile, withAbsolutePaths } from './read-file.js';
export { findWaste, refer, referencesOf, removeWaste, type Waste } from './references.js';
export {
  type ExperimentOptions,
  type OpenedExperiment,
  openExperiment,
  resultsOfRun,
  runExperiment,
  type Selection,
  stagesOfRun,
  totalSeconds,
} from './run.js';
export { type RunRecord, recordOfRun, runRecord } from './run-record.js';
export type { Watch } from './run-stages.js';
export { CHOICES, DEVELOPMENT_SIZES, type ExperimentFile, experimentFile } from './schema.js';
export { chosenStages } from './select.js';
export { type Stage, stagesBefore } from './stage.js';
export { type StageRecord, StageStore } from './store.js';
export { type ArmSummary, type ScoreSummary, summariseArms } from './summary.js';
export {
  type MeasureResult,
  measureShape,
  measuresOfRun,
  type TestResult,
  testShape,
  testsOfRun,
} from './test-results.js';
export { secondsLeft, type Times, timesOf } from './times.js';
export { type Change, type Reason, reasonFor } from './why.js';
export { languageWriter, type WriterSettings } from './writer.js';
export { planWriting, type WritingPlan } from './writing-plan.js';
