import { z } from 'zod';
import { SAMPLE_MODES } from '../corpus/index.js';
import { dataSet, knowledgeBase } from './schema/data.js';
import { ensemble } from './schema/ensembles.js';
import { name, oneOrMore, seed, whole } from './schema/fields.js';
import { measures, tests } from './schema/scoring.js';
import { languageModel, type rawText, source } from './schema/sources.js';
import { arm, type decodings, dictionary, trainedTagger } from './schema/taggers.js';

/** How large the development set of a few-shot setting is. */
export const DEVELOPMENT_SIZES = ['none', 'cross-validation', 'shots', 'whole'] as const;

/** What a development set may decide. */
export const CHOICES = ['weights', 'temperature', 'ensembles'] as const;

/** The content of an experiment file. Paths in it start at the file's own folder. */
export const experimentFile = z.strictObject({
  name: name.describe('what the experiment is called'),
  data: z.record(name, dataSet).describe('data sets by name'),
  knowledge: z.record(name, knowledgeBase).default({}).describe('knowledge bases by name'),
  sample: z
    .strictObject({
      shots: oneOrMore(whole).default(5).describe('for each label; several make tables of their own'),
      mode: z.enum(SAMPLE_MODES).default('sentences-per-type'),
    })
    .prefault({}),
  development: z
    .enum(DEVELOPMENT_SIZES)
    .default('none')
    .describe(
      'none: defaults are used, and nothing is chosen; cross-validation: ensembles are weighed and chosen on the few-shot sample, each sentence tagged by a tagger that did not learn from it; shots: as many sentences of `dev` as are learnt from; whole: all of `dev`',
    ),
  chooses: z
    .array(z.enum(CHOICES))
    .min(1)
    .default([...CHOICES])
    .describe(
      "what the development set decides: which weights of a training are kept, structshot's temperature, ensembles' weights and the best of them. Trainings that it does not decide on are shared with files without one",
    ),
  folds: z
    .int()
    .min(2)
    .optional()
    .describe('of the cross-validation; as many as shots where absent, 2 at least and 5 at most'),
  seeds: z
    .union([
      z.array(seed).min(1).describe('each decides sample and training'),
      z
        .strictObject({
          sample: z.array(seed).min(1).describe('of sample, neighbours and sentences'),
          train: z.array(seed).min(1).describe('of fresh weights, order, dropout'),
        })
        .describe('every sample with every training'),
    ])
    .default([1, 2, 3]),
  llm: languageModel.optional().describe('only for sources with `llm`'),
  sources: z
    .record(name, source)
    .default({ 'few-shot only': { layers: [], 'per-mention': 10, llm: false, raw: false } })
    .describe('what taggers learn from besides the few-shot sample, by name'),
  taggers: z
    .record(name, z.discriminatedUnion('kind', [trainedTagger, dictionary]))
    .describe('taggers by name'),
  arms: z
    .array(arm)
    .min(1)
    .optional()
    .describe('rows of the table; every tagger with every source where absent'),
  ensembles: z.record(name, ensemble).default({}).describe('votes of arms, by name'),
  tests: tests.optional().describe('of differences in strict F1'),
  scores: measures
    .optional()
    .describe('measures to print with 95 % intervals, besides the strict scores of the table'),
  models: z
    .enum(['keep', 'discard'])
    .default('keep')
    .describe('discard: a model is removed once all its predictions are made; more of them train it anew'),
  out: name.describe('folder of the results'),
  store: name
    .optional()
    .describe('folder of finished stages, shared by experiments; .hilgen beside `out` where absent'),
});

/** An experiment file with its defaults filled in. */
export type ExperimentFile = z.infer<typeof experimentFile>;
export type DataSet = ExperimentFile['data'][string];
export type KnowledgeSettings = ExperimentFile['knowledge'][string];
export type SourceSettings = ExperimentFile['sources'][string];
export type TaggerSettings = ExperimentFile['taggers'][string];
export type TrainedTaggerSettings = Exclude<TaggerSettings, { kind: 'dictionary' }>;
export type RawSettings = z.infer<typeof rawText>;
export type LanguageModelSettings = z.infer<typeof languageModel>;
export type EnsembleSettings = ExperimentFile['ensembles'][string];
export type TestSettings = NonNullable<ExperimentFile['tests']>;
export type Decoding = z.infer<typeof decodings>;
