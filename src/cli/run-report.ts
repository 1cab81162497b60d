import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../base/files.js';
import {
  CHOICES,
  DEVELOPMENT_SIZES,
  measureShape,
  measuresOfRun,
  type OpenedExperiment,
  type RunRecord,
  recordOfRun,
  resultsOfRun,
  summariseArms,
  testShape,
  testsOfRun,
  totalSeconds,
} from '../experiment/index.js';
import { armSchema, experimentTables } from './experiment-table.js';
import { measuresTable, testsTable } from './experiment-tests-table.js';
import { duration } from './progress.js';
import { versions } from './versions.js';

/** What `hilgen run --json` prints. */
export const runReport = z.object({
  name: z.string(),
  out: z.string().describe('folder of the results'),
  development: z
    .enum(DEVELOPMENT_SIZES)
    .describe('size of the set that settings were chosen on; with none, defaults were used'),
  chooses: z.array(z.enum(CHOICES)).describe('what that set decided'),
  arms: z.array(armSchema),
  measures: z.array(measureShape).describe('by the measures of `scores`'),
  tests: z.array(testShape).describe('of differences in strict F1, as `tests` asks for'),
  missing: z.int().describe('scores that are not there yet, after --only'),
  seconds: z.number().describe('computing time of all stages, also of those done earlier'),
});

type Report = z.infer<typeof runReport>;

/** The report of what is finished. */
export function reportOf(opened: OpenedExperiment): Report {
  const { name, out, development, chooses } = opened.file;
  const results = resultsOfRun(opened);
  const missing = opened.plan.cells.length - results.length;
  return {
    ...{
      name,
      out,
      development,
      chooses: development === 'none' ? [] : [...chooses],
      arms: summariseArms(results),
    },
    ...{ measures: measuresOfRun(opened), tests: testsOfRun(opened) },
    ...{ missing, seconds: totalSeconds(opened) },
  };
}

/** Writes `run.json` and the tables into the folder of the results. */
export async function writeRun(opened: OpenedExperiment, report: Report): Promise<RunRecord> {
  const record = recordOfRun(opened, versions());
  const { out } = opened.file;
  await writeFileAtomic(join(out, 'table.txt'), renderReport(report, opened.file.tests?.rounds));
  await writeFileAtomic(join(out, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

const CHOSEN_ON: Readonly<Record<Report['development'], string>> = {
  none: 'no development set: defaults and the settings of the file were used, nothing was chosen',
  'cross-validation':
    'what is chosen is chosen on the few-shot sample by cross-validation: no other labels were seen',
  shots: 'what is chosen is chosen on a development set drawn like the few-shot sample, as large as it',
  whole: 'what is chosen is chosen on the whole development split',
};

function decided(chooses: Report['chooses']): string {
  return chooses.length === 0 || chooses.length === CHOICES.length ? '' : ` (${chooses.join(', ')})`;
}

/** The report as tables. */
export function renderReport(
  { name, out, development, chooses, arms, measures, tests, missing, seconds }: Report,
  rounds = 0,
): string {
  const where =
    missing === 0 ? `; tables and run.json: ${out}` : `; ${missing} scores are still to be computed`;
  return [
    `${name}: strict scores on the test split; ${CHOSEN_ON[development]}${decided(chooses)}\n\n`,
    experimentTables(arms),
    measuresTable(measures),
    testsTable(tests, rounds),
    `\ncomputed in ${duration(seconds)}${where}\n`,
  ].join('');
}
