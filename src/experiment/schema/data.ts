import { z } from 'zod';
import { name, oneOrMore, words } from './fields.js';

/** Where the sentences are, and what is known of their mentions. */
export const dataSet = z.strictObject({
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

/** Terminologies to build from, or what was built. */
export const knowledgeBase = z.union([
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
