import { z } from 'zod';
import { LAYERS } from '../../corpus/index.js';
import { DISTANT_DEFAULTS, UNKNOWN_RULE_NAMES } from '../../distant/index.js';
import { fraction, layers, name, whole } from './fields.js';

const languageModelFields = z.strictObject({
  source: name.describe('a file (starting with . or /), a URL, or a server by its name'),
  model: name.optional().describe("the model's name at the server"),
  preset: name.describe('prompts: a preset, or a file (starting with . or /)'),
  layers: layers.describe('neighbours it writes about'),
  'per-mention': whole.describe('sentences asked for, for each mention and layer'),
});

const { preset, layers: about, 'per-mention': wanted } = languageModelFields.shape;

/** What writes sentences, and about what. */
export const languageModel = languageModelFields.extend({
  preset: preset.default('grounded'),
  layers: about.default([...LAYERS]),
  'per-mention': wanted.default(10),
});

/** A language model that marks sentences of raw text. */
const markingModel = z.strictObject({
  source: languageModelFields.shape.source.optional().describe('that of `llm` where absent'),
  model: languageModelFields.shape.model,
  preset: preset.default('mark'),
  sentences: whole
    .default(DISTANT_DEFAULTS.llmSentences)
    .describe('of the text that it is asked of; of the few besides, as many at most'),
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
  teachers: z
    .array(name)
    .default([])
    .describe('arms that learn, each a further teacher beside the names of the knowledge base'),
  llm: markingModel.optional().describe('a language model as a further teacher'),
});

/** How related a substitute is to the mention it replaces, both ends included. */
const related = z.strictObject({
  from: fraction.default(0).describe('this at least'),
  to: fraction.default(1).describe('this at most'),
});

/** What taggers learn from besides the few-shot sample. */
export const source = z.strictObject({
  labelled: z
    .literal('all')
    .optional()
    .describe('learn from the whole train split with its labels, the ceiling; from the sample where absent'),
  layers: layers.default([]).describe('sentences made by substitution through these layers'),
  'per-mention': whole.default(10).describe('neighbours for each mention and layer'),
  related: related
    .optional()
    .describe(
      'only neighbours that are so related to the mention, 0 to 1 (docs/knowledge.md); any where absent',
    ),
  llm: z
    .union([z.boolean(), languageModelFields.partial()])
    .default(false)
    .describe("the language model's sentences too; settings given here take the place of those of `llm`"),
  raw: z
    .union([z.boolean(), rawText])
    .default(false)
    .describe(
      "raw text too, labelled by the knowledge base's names (and further teachers); what nobody knows is left out of training",
    ),
});
