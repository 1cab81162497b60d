import { cpus, totalmem } from 'node:os';
import { z } from 'zod';
import type { CellResult } from './cell-result.js';
import { type OpenedExperiment, resultsOfRun } from './run.js';
import { experimentFile } from './schema.js';
import { describe } from './store.js';
import { measureShape, measuresOfRun, testShape, testsOfRun } from './test-results.js';

const strings = z.record(z.string(), z.string());

/** `run.json`: all that is needed to repeat a run, and what came of it. */
export const runRecord = z.object({
  versions: strings.describe('of hilgen, Node and the training runtime'),
  machine: z.object({
    platform: z.string(),
    processor: z.string(),
    cores: z.int(),
    memory: z.number().describe('bytes'),
  }),
  file: experimentFile.describe('the experiment with all defaults, its paths absolute'),
  inputs: strings.describe('SHA-256 of every file and folder read'),
  stages: z.array(
    z.object({
      stage: z.string().describe('its kind'),
      id: z.string(),
      key: z.string(),
      version: z.int().describe('of the kind'),
      settings: z.record(z.string(), z.unknown()),
      inputs: z.record(z.string(), z.array(z.object({ name: z.string(), key: z.string() }))),
      seconds: z.number(),
      files: strings.describe('SHA-256 of each file of its result'),
    }),
  ),
  cells: z.array(
    z.object({
      data: z.string(),
      arm: z.string(),
      shots: z.int().optional(),
      seed: z.object({ sample: z.int(), train: z.int() }).optional(),
      sample: z.array(z.string()).describe('ids of the sentences that were chosen'),
      synthetic: z.int(),
      llm: z
        .object({
          wanted: z.int().describe('sentences asked for'),
          kept: z.int().describe('among the synthetic ones'),
          drafts: z.int().optional().describe('came back'),
          misaligned: z.int().optional().describe('came back without a mention they were said to hold'),
        })
        .optional(),
      scores: z.object({ strict: z.unknown(), labels: z.unknown() }),
      seconds: z.number(),
    }),
  ),
  measures: z.array(measureShape).default([]).describe('by the measures of `scores`'),
  tests: z.array(testShape).default([]).describe('of differences in strict F1, as `tests` asks for'),
});

export type RunRecord = z.infer<typeof runRecord>;

/** The record of a finished run. */
export function recordOfRun(opened: OpenedExperiment, versions: RunRecord['versions']): RunRecord {
  const { file, plan, store, inputs } = opened;
  const processors = cpus();
  const record = {
    versions,
    machine: {
      platform: `${process.platform} ${process.arch}`,
      processor: processors[0]?.model ?? '',
      cores: processors.length,
      memory: totalmem(),
    },
    ...{ file, inputs },
    stages: plan.stages.map((stage) => {
      const found = store.find(stage);
      return { ...describe(stage), seconds: found?.seconds ?? 0, files: found?.files ?? {} };
    }),
    cells: resultsOfRun(opened) satisfies CellResult[],
    measures: measuresOfRun(opened),
    tests: testsOfRun(opened),
  };
  // As it will be read again.
  return runRecord.parse(JSON.parse(JSON.stringify(record)));
}
