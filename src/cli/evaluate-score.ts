import type { Scheme, Sentence } from '../corpus/index.js';
import {
  analyseErrors,
  type Counted,
  confusionOf,
  countAll,
  documentScores,
  type ErrorAnalysis,
  pairSentences,
  readGold,
  readPrediction,
  reportOf,
  type Trait,
  traitsOf,
} from '../evaluate/index.js';
import type { PredictionReport } from './evaluate-output.js';
import { withKnowledgeBase } from './kb-open.js';

/** How one prediction is read and scored. */
export interface ScoreOptions {
  readonly predictedTagColumn?: number;
  readonly predictedScheme?: Scheme;
  readonly perDocument?: boolean;
  readonly train?: string;
  readonly kb?: string;
  readonly resamples: number;
  readonly seed: number;
}

/** One prediction with its scores. */
export interface Scored {
  readonly file: string;
  readonly counted: Counted;
  readonly report: PredictionReport;
  readonly analysis: ErrorAnalysis;
}

/** Scores one file of predictions. */
export async function scoreFile(
  gold: readonly Sentence[],
  path: string,
  traits: readonly Trait[],
  options: ScoreOptions,
): Promise<Scored> {
  const { predictedTagColumn: tagColumn, predictedScheme: scheme } = options;
  const pairs = pairSentences(gold, await readPrediction(path, { tagColumn, scheme }));
  const counted = countAll(pairs);
  const analysis = analyseErrors(pairs, traits);
  const { kinds, groups } = analysis;
  const report = {
    ...reportOf(counted, options),
    ...(options.perDocument && { documents: documentScores(counted) }),
    errors: { kinds, groups: { ...groups }, confusion: confusionOf(pairs) },
  };
  return { file: path, counted, report, analysis };
}

/** Opens what `--train` and `--kb` name for as long as mentions are grouped by it. */
export async function withTraits<T>(
  gold: readonly Sentence[],
  { train, kb }: ScoreOptions,
  use: (traits: readonly Trait[]) => Promise<T>,
): Promise<T> {
  const sentences = train === undefined ? undefined : await readGold(train);
  if (kb === undefined) return use(traitsOf(gold, { train: sentences }));
  return withKnowledgeBase(kb, (base) => {
    const isKnown = (name: string): boolean => base.lookup(name).length > 0;
    return use(traitsOf(gold, { train: sentences, isKnown }));
  });
}
