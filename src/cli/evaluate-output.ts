import { z } from 'zod';

const fraction = z.number();

const scores = z.object({
  precision: fraction.describe('correct / predicted, a fraction of 1; 0 where nothing was predicted'),
  recall: fraction.describe('correct / gold, a fraction of 1; 0 where nothing is labelled'),
  f1: fraction.describe('harmonic mean of precision and recall, a fraction of 1'),
  gold: z.int().describe('labelled spans'),
  predicted: z.int().describe('predicted spans'),
  correct: z.int().describe('predicted spans with the boundaries and the label of a gold span'),
});

const graded = scores.extend({
  partial: z.int().describe('overlaps that count half'),
  incorrect: z.int().describe('overlaps that count nothing'),
  missed: z.int().describe('gold spans without a predicted one'),
  spurious: z.int().describe('predicted spans without a gold one'),
});

const fractions = scores.pick({ precision: true, recall: true, f1: true });

const interval = z.tuple([z.number(), z.number()]).readonly();
const intervals = z.object({ precision: interval, recall: interval, f1: interval });

function byMeasure<Plain extends z.ZodType, Graded extends z.ZodType>(plain: Plain, grade: Graded) {
  return {
    strict: plain.describe('well-formed spans with the boundaries and the label of a gold span'),
    conlleval: plain.describe('the same, malformed tags read as CoNLL-2000 does'),
    semeval: z.object({ strict: grade, exact: grade, partial: grade, type: grade }),
    relaxed: plain.describe('some overlap and the same label'),
    token: plain.describe('labelled tokens'),
    concept: plain.nullable().describe('concept ids of each document; null where one side carries none'),
  };
}

const perLabel = <T extends z.ZodType>(value: T) => z.record(z.string(), value);

const errorGroup = z.object({
  group: z.string(),
  gold: z.int(),
  correct: z.int(),
  recall: fraction,
  boundary: z.int(),
  type: z.int(),
  missed: z.int(),
  spurious: z.int(),
});

const report = z.object({
  ...byMeasure(scores, graded),
  strict: scores.describe('all labels together (micro average)'),
  labels: perLabel(scores).describe('each label on its own'),
  macro: z.object(byMeasure(fractions, fractions)).describe('plain means over the labels'),
  byLabel: z.object(byMeasure(perLabel(scores), perLabel(graded))),
  units: z
    .object({ kind: z.enum(['document', 'sentence']), count: z.int() })
    .describe('what is drawn anew for the intervals'),
  intervals: z
    .object(byMeasure(intervals, intervals))
    .nullable()
    .describe('95 % bootstrap intervals of the micro figures'),
  documents: z
    .array(z.object({ id: z.string(), ...byMeasure(fractions, fractions) }))
    .readonly()
    .optional()
    .describe('each document, under --per-document'),
  errors: z.object({
    kinds: z.object({ boundary: z.int(), type: z.int(), missed: z.int(), spurious: z.int() }),
    groups: z.record(z.string(), z.array(errorGroup).readonly()).describe('by trait of the mention'),
    confusion: z
      .array(z.object({ gold: z.string().nullable(), predicted: z.string().nullable(), count: z.int() }))
      .readonly()
      .describe('matched spans by label; null stands for no span'),
  }),
});

const seedFigure = z.object({
  mean: z.number(),
  deviation: z.number().nullable(),
  min: z.number(),
  max: z.number(),
  values: z.array(z.number()).readonly(),
  interval: interval.nullable().describe('95 % interval of the mean; null for a single run'),
});

const systems = z.object({
  measure: z.string().describe('the measure that systems are compared by'),
  systems: z.array(
    z.object({
      name: z.string(),
      runs: z.array(z.object({ file: z.string(), ...report.shape })),
      seeds: z.object({ precision: seedFigure, recall: seedFigure, f1: seedFigure }),
    }),
  ),
  comparisons: z.array(
    z.object({
      systems: z.tuple([z.string(), z.string()]).readonly(),
      difference: z.number().describe('F1 of the first less that of the second'),
      p: z.number().describe('paired approximate randomisation, two-sided'),
      corrected: z.number().describe('p corrected for the number of comparisons (Holm)'),
      detectable: z.number().describe('least difference that such a test set tells four times out of five'),
      unitsNeeded: z.int().nullable().describe('units needed to tell this difference'),
    }),
  ),
  curves: z.array(
    z.object({
      name: z.string(),
      points: z
        .array(
          z.object({
            size: z.number(),
            runs: z.int(),
            mean: z.number(),
            deviation: z.number().nullable(),
            interval: interval.nullable(),
          }),
        )
        .readonly(),
      area: z.number().nullable().describe('mean height over the logarithm of the size'),
    }),
  ),
  warnings: z.array(z.string()),
});

/** What `hilgen evaluate --json` prints: one report, or several systems compared. */
export const evaluateOutput = z.union([report, systems]);

/** The report of one prediction. */
export type PredictionReport = z.infer<typeof report>;

/** The reports of several predictions and their comparison. */
export type SystemsReport = z.infer<typeof systems>;
