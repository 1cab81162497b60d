import { HilgenError } from '../base/errors.js';
import { writeFileAtomic } from '../base/files.js';
import {
  compareSystems,
  curvesOf,
  type MeasureName,
  overSeeds,
  readGold,
  type UnitCounts,
  warningsOf,
} from '../evaluate/index.js';
import { type CliContext, printResult } from './command.js';
import { renderExamples } from './evaluate-examples.js';
import { renderPage } from './evaluate-html.js';
import { bySystem, parsePrediction, type SystemFiles } from './evaluate-input.js';
import type { SystemsReport } from './evaluate-output.js';
import { type Scored, type ScoreOptions, scoreFile, withTraits } from './evaluate-score.js';
import { renderSystems } from './evaluate-systems-table.js';
import { renderReport } from './evaluate-tables.js';
import type { CorpusOptions } from './shared/corpus-options.js';

/** The options of `hilgen evaluate`. */
export interface EvaluateOptions extends CorpusOptions, ScoreOptions {
  readonly json?: boolean;
  readonly errors?: boolean;
  readonly examples?: number;
  readonly html?: string;
  readonly compareBy: MeasureName;
  readonly rounds: number;
}

/** Reads, scores and prints. */
export async function runEvaluate(
  goldPath: string,
  predictions: readonly string[],
  options: EvaluateOptions,
  context: CliContext,
): Promise<void> {
  const systems = bySystem(predictions.map(parsePrediction));
  if (predictions.length > 1) refuseSingle(options);
  const gold = await readGold(goldPath, options);
  await withTraits(gold, options, async (traits) => {
    const score = (path: string): Promise<Scored> => scoreFile(gold, path, traits, options);
    const [only] = systems;
    if (predictions.length === 1 && only !== undefined) {
      return printOne(goldPath, await score(only.paths[0] ?? ''), options, context);
    }
    const scored: ScoredSystem[] = [];
    for (const system of systems) {
      const runs: Scored[] = [];
      for (const path of system.paths) runs.push(await score(path));
      scored.push({ ...system, runs });
    }
    printResult(context, options, compareScored(scored, options), renderSystems);
  });
}

function refuseSingle({ examples, html, errors, perDocument }: EvaluateOptions): void {
  const given = { '--examples': examples, '--html': html, '--errors': errors, '--per-document': perDocument };
  const wrong = Object.entries(given).find(([, value]) => value !== undefined);
  if (wrong === undefined) return;
  throw new HilgenError('usage', {
    where: wrong[0],
    what: 'shows one prediction, but several are given',
    hint: 'Give one predicted file with it.',
  });
}

async function printOne(
  goldPath: string,
  { file, report, analysis }: Scored,
  options: EvaluateOptions,
  context: CliContext,
): Promise<void> {
  const { errors = false, train, kb, examples, html, seed } = options;
  if (html !== undefined) {
    await writeFileAtomic(
      html,
      renderPage({ gold: goldPath, predicted: file, report, errors: analysis.errors }),
    );
    context.remark(`report written: ${html}\n`);
  }
  context.remark(labelRemark(report));
  const showsErrors = errors || train !== undefined || kb !== undefined;
  printResult(context, options, report, (value) => renderReport(value, { errors: showsErrors }));
  if (examples === undefined || options.json) return;
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  context.print(renderExamples(analysis.errors, { count: examples, seed, colour }));
}

/** Two sets of labels without a common one are seldom meant. */
function labelRemark({ labels }: Scored['report']): string {
  const having = (side: 'gold' | 'predicted'): string[] =>
    Object.keys(labels).filter((label) => (labels[label]?.[side] ?? 0) > 0);
  const [gold, predicted] = [having('gold'), having('predicted')];
  if (gold.length === 0 || predicted.length === 0 || gold.some((label) => predicted.includes(label)))
    return '';
  return `no label is on both sides: gold has ${gold.join(', ')}; predicted has ${predicted.join(', ')}\n`;
}

interface ScoredSystem extends SystemFiles {
  readonly runs: readonly Scored[];
}

function compareScored(systems: readonly ScoredSystem[], options: EvaluateOptions): SystemsReport {
  const countsOf = ({ counted }: Scored): UnitCounts =>
    counted.counts.find(({ measure }) => measure.name === options.compareBy)?.units as UnitCounts;
  const counted = systems.map(({ name, size, runs }) => ({ name, size, runs: runs.map(countsOf) }));
  const comparisons = compareSystems(counted, options);
  const unit = systems[0]?.runs[0]?.counted.unitKind ?? 'sentence';
  return {
    measure: options.compareBy,
    systems: systems.map(({ name, runs }, at) => ({
      name,
      runs: runs.map(({ file, report }) => ({ file, ...report })),
      seeds: overSeeds(counted[at] ?? { name, runs: [] }),
    })),
    comparisons,
    curves: curvesOf(counted),
    warnings: warningsOf(comparisons, unit),
  };
}
