export { type ExperimentFile, experimentFile, readExperimentFile } from './config.js';
export {
  type Arm,
  type Cell,
  type CellOutcome,
  type CellResult,
  cellsOf,
  describeCell,
  type Experiment,
  type Settings,
} from './experiment.js';
export { type OpenedExperiment, openExperiment } from './open.js';
export { type CellStore, type ExperimentOptions, runExperiment } from './run.js';
export { type ArmSummary, summariseArms } from './summary.js';
export { languageWriter, type WriterSettings } from './writer.js';
