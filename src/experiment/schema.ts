import { z } from 'zod';
import { LAYERS, SAMPLE_MODES } from '../corpus/index.js';
import { DISTANT_DEFAULTS, UNKNOWN_RULE_NAMES } from '../distant/index.js';
import { METHODS, UNITS_OF_VOTING, WEIGHTINGS } from '../ensemble/index.js';
import { MEASURES, type MeasureName } from '../evaluate/index.js';
import { DISTANCES, MIX_KINDS, TAGGER_KINDS, VECTOR_KINDS } from '../tagger/index.js';

const whole = z.int().min(1);
const name = z.string().min(1);
const seed = z.int().min(0);
const fraction = z.number().min(0).max(1);
const words = z.array(name).min(1);

/** One value or several. */
const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);

const layers = z.array(z.enum(LAYERS));

const dataSet = z.strictObject({
  train: name.describe(
    'labelled sentences that few-shot samples are drawn from; no other label of it is read',
  ),
  dev: name.optional().describe('labelled sentences that settings may be chosen on (`development`)'),
  test: name.describe('labelled sentences that scores are computed on; nothing is chosen on them'),
  raw: oneOrMore(name)
    .optional()
    .describe(
      'raw text for sources with `raw`: text files, or corpora whose labels are not looked at; the text of `train` where absent',
    ),
  knowledge: name.optional().describe('its knowledge base, by name'),
  labels: z
    .union([name, z.record(name, words)])
    .optional()
    .describe(
      'how the dictionary and `knowledge-features` label concepts: one label for all, or of each label the semantic types (C, T047, DISO) and beginnings of ids (DOID:); the first that fits counts',
    ),
});

const knowledgeBase = z.union([
  z.strictObject({
    sources: z
      .array(z.strictObject({ path: name, format: z.enum(['rrf', 'mesh', 'obo', 'csv', 'sssom']) }))
      .min(1)
      .describe('terminologies, as `hilgen kb build` takes them'),
    languages: words.optional(),
    vocabularies: words.optional(),
    'term-types': words.optional(),
    'semantic-types': words.optional().describe('types (T047), groups (DISO), MeSH trees (C, F03)'),
  }),
  z.strictObject({ kb: name.describe('a file that `hilgen kb build` made') }),
]);

const languageModelFields = z.strictObject({
  source: name.describe('a file (starting with . or /), a URL, or a server by its name'),
  model: name.optional().describe("the model's name at the server"),
  preset: name.describe('prompts: a preset, or a file (starting with . or /)'),
  layers: layers.describe('neighbours it writes about'),
  'per-mention': whole.describe('sentences asked for, for each mention and layer'),
});

const { preset, layers: about, 'per-mention': wanted } = languageModelFields.shape;

const languageModel = languageModelFields.extend({
  preset: preset.default('grounded'),
  layers: about.default([...LAYERS]),
  'per-mention': wanted.default(10),
});

/** How raw text is labelled. */
export const rawText = z.strictObject({
  upper: fraction
    .default(DISTANT_DEFAULTS.upper)
    .describe('from this probability on a name in it is a mention'),
  lower: fraction
    .default(DISTANT_DEFAULTS.lower)
    .describe('up to this probability it is none; between the two it is unknown'),
  unknown: z
    .array(z.enum(UNKNOWN_RULE_NAMES))
    .default([...UNKNOWN_RULE_NAMES])
    .describe('rules for what is unknown though no name is there'),
  match: name.default('all').describe('what the dictionary looks past, as `kb match --normalisations`'),
  empty: fraction.optional().describe('the most that sentences with nothing in them may be of all'),
});

const source = z.strictObject({
  labelled: z
    .literal('all')
    .optional()
    .describe('learn from the whole train split with its labels, the ceiling; from the sample where absent'),
  layers: layers.default([]).describe('sentences made by substitution through these layers'),
  'per-mention': whole.default(10).describe('neighbours for each mention and layer'),
  llm: z
    .union([z.boolean(), languageModel.partial()])
    .default(false)
    .describe("the language model's sentences too; settings given here take the place of those of `llm`"),
  raw: z
    .union([z.boolean(), rawText])
    .default(false)
    .describe(
      "raw text too, labelled by the knowledge base's names; what nobody knows is left out of training",
    ),
});

const decodings = z.enum(['classifier', 'nnshot', 'structshot']);

const trainedTagger = z.strictObject({
  kind: z.enum(TAGGER_KINDS),
  encoder: name.describe('a folder (starting with . or /), a model id on the hub, or `vectors`'),
  steps: whole.optional().describe('what suits the encoder where absent'),
  epochs: z.number().positive().optional().describe('passes over the sentences, in place of steps'),
  batch: whole.optional(),
  'learning-rate': z.number().positive().optional().describe('what suits the encoder where absent'),
  freeze: z.union([z.int().min(0), z.literal('all')]).optional(),
  'layer-decay': z.number().positive().max(1).optional(),
  reinit: whole.optional(),
  'feature-layers': z
    .array(z.int().min(0))
    .min(1)
    .optional()
    .describe('of dann: layers of the encoder to average'),
  'as-published': z.literal(true).optional().describe('of dann: the sizes and settings of its authors'),
  'knowledge-features': z
    .literal(true)
    .optional()
    .describe(
      "the knowledge base's matches as features of the words, told apart as the data set's `labels` say",
    ),
  'knowledge-learning-rate': z.number().positive().optional().describe('of the weights of these features'),
  mix: z
    .partialRecord(z.enum(MIX_KINDS), z.number().min(0))
    .optional()
    .describe('how often an epoch shows sentences labelled by hand and made ones; each once where absent'),
  order: z.literal('gold-last').optional().describe('made sentences first; all mixed where absent'),
  robust: z
    .number()
    .positive()
    .max(1)
    .optional()
    .describe('of transformer: exponent of generalised cross-entropy, for labels that are often wrong'),
  'self-train': whole
    .optional()
    .describe(
      'times that raw text is labelled anew by the tagger and learnt from again; needs a source with `raw`',
    ),
  confidence: z
    .number()
    .positive()
    .max(1)
    .optional()
    .describe('of self-training; chosen on the development set where absent, else 0.9'),
  patience: whole.optional().describe('looks at the development set without a better F1; needs one'),
  decode: oneOrMore(decodings)
    .default('classifier')
    .describe('what decides on a token; several share one training'),
  distance: z.enum(DISTANCES).optional().describe('of neighbours'),
  vectors: z.enum(VECTOR_KINDS).optional().describe('what is compared'),
  temperature: z
    .number()
    .positive()
    .optional()
    .describe('of structshot; chosen on the development set where absent'),
});

const dictionary = z.strictObject({
  kind: z.literal('dictionary').describe("matches the knowledge base's names; learns nothing, has no seeds"),
  match: name
    .default('all')
    .describe('what to look past, as `kb match --normalisations`: all, none, all,-plural'),
});

const arm = z.strictObject({
  name: name.optional().describe('made of what differs where absent'),
  tagger: oneOrMore(name),
  source: oneOrMore(name).optional().describe('all where absent'),
  decode: oneOrMore(decodings).optional().describe("all of the tagger's where absent"),
});

const ensemble = z.strictObject({
  members: z.array(name).min(2).describe('arms by name'),
  method: z
    .enum([...METHODS, 'best', 'stack'])
    .default('weighted')
    .describe('best: chosen on the development set; stack: a logistic model fitted on it'),
  unit: z.enum(UNITS_OF_VOTING).default('span'),
  threshold: z.number().min(0).max(1).optional().describe('weighted: the share of weights to exceed'),
  agree: whole.optional().describe('intersection: members that must agree'),
  weights: z
    .enum(WEIGHTINGS)
    .optional()
    .describe('by the development set where there is one, else all the same'),
});

const MEASURE_NAMES = MEASURES.map((measure) => measure.name) as [MeasureName, ...MeasureName[]];

const tests = z.strictObject({
  baseline: name.optional().describe('the arm that all others are tested against'),
  against: words
    .optional()
    .describe('arms that all others are tested against too; every dictionary where absent'),
  method: z.literal('randomisation').default('randomisation'),
  rounds: z.int().min(99).default(10_000).describe('how often predictions are exchanged at random'),
  correction: z.literal('holm').default('holm').describe('for the number of tests of a table'),
});

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
  scores: z
    .array(z.enum(MEASURE_NAMES))
    .min(1)
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

/** Whether an ensemble comes out of development data, whatever its weights. */
export const isFitted = (method: EnsembleSettings['method']): boolean =>
  method === 'best' || method === 'stack';
export type TestSettings = NonNullable<ExperimentFile['tests']>;
export type Decoding = z.infer<typeof decodings>;
