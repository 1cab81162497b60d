import { z } from 'zod';
import { DISTANCES, MIX_KINDS, TAGGER_KINDS, VECTOR_KINDS } from '../../tagger/index.js';
import { name, oneOrMore, whole } from './fields.js';

/** What decides on a token. */
export const decodings = z.enum(['classifier', 'nnshot', 'structshot']);

/** A tagger that learns, with the settings of its training. */
export const trainedTagger = z.strictObject({
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
  'short-forms': z
    .literal(true)
    .optional()
    .describe('short forms that the text explains are what their long forms were found to be'),
});

/** The terminology itself as a tagger. */
export const dictionary = z.strictObject({
  kind: z.literal('dictionary').describe("matches the knowledge base's names; learns nothing, has no seeds"),
  match: name
    .default('all')
    .describe('what to look past, as `kb match --normalisations`: all, none, all,-plural'),
});

/** Rows of the table: taggers with sources and ways to decide, each with each. */
export const arm = z.strictObject({
  name: name.optional().describe('made of what differs where absent'),
  tagger: oneOrMore(name),
  source: oneOrMore(name).optional().describe('all where absent'),
  decode: oneOrMore(decodings).optional().describe("all of the tagger's where absent"),
});
