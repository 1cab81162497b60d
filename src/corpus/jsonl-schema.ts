import { z } from 'zod';
import { ALIGNMENT_STATUSES, LAYER_NAMES, type Origin, type Span } from './sentence.js';

const offset = z.int().min(0);
const attributes = z.record(z.string(), z.string());

const token = z.object({ start: offset, end: offset });

const span: z.ZodType<Span> = z.object({
  start: offset,
  end: offset,
  label: z.string().min(1),
  concept: z.string().optional(),
  score: z.number().gt(0).max(1).optional(),
  fragments: z.array(token).min(2).optional(),
  id: z.string().optional(),
  attributes: attributes.optional(),
  surface: z.string().optional(),
});

const origin: z.ZodType<Origin> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gold'), file: z.string(), line: z.int().min(1) }),
  z.object({
    kind: z.literal('substitution'),
    source: z.string(),
    span,
    layer: z.enum(LAYER_NAMES),
    from: z.string(),
    to: z.string(),
    via: z.array(z.string()),
    relatedness: z.number().min(0).max(1).optional(),
    seed: z.int(),
  }),
  z.object({
    kind: z.literal('generated'),
    preset: z.string(),
    model: z.string(),
    requests: z.array(z.string()),
    source: z.string().optional(),
    span: span.optional(),
    layer: z.enum(LAYER_NAMES).optional(),
    from: z.string().optional(),
    to: z.string().optional(),
    via: z.array(z.string()).optional(),
    seed: z.int(),
    alignment: z.array(
      z.object({
        ...{ start: offset, end: offset },
        status: z.enum(ALIGNMENT_STATUSES),
        claimed: z.string().optional(),
      }),
    ),
    passed: z.array(z.string()),
  }),
  z.object({
    ...{ kind: z.literal('distant'), file: z.string(), line: z.int().min(1) },
    teachers: z.array(z.string()),
    votes: z.array(
      z.object({
        ...{ start: offset, end: offset, label: z.string(), teachers: z.array(z.string()) },
        probability: z.number().min(0).max(1),
      }),
    ),
  }),
]);

const document = z.object({ id: z.string(), start: offset });

const section = z.object({
  ...{ start: offset, end: offset },
  kind: z.string().optional(),
  attributes: attributes.optional(),
});

const sentence = z.object({
  ...{ start: offset, end: offset },
  id: z.string().optional(),
  tokens: z.array(token).optional(),
  columns: z.array(z.array(z.string())).optional(),
  line: z.int().min(1).optional(),
});

const relation = z.object({
  label: z.string(),
  arguments: z.array(
    z.object({ role: z.string(), span: z.string().optional(), concept: z.string().optional() }),
  ),
  id: z.string().optional(),
  attributes: attributes.optional(),
});

/** One line of a JSON Lines corpus; keys that are not named here are passed over. */
export const record = z.object({
  id: z.string().min(1),
  text: z.string(),
  tokens: z.array(token).optional(),
  spans: z.array(span),
  unknown: z.array(token).optional(),
  /** A line with sections or sentences is a document, others are a sentence. */
  sections: z.array(section).optional(),
  sentences: z.array(sentence).optional(),
  relations: z.array(relation).optional(),
  attributes: attributes.optional(),
  rest: z.record(z.string(), z.array(z.string())).optional(),
  meta: z.object({ origin: origin.optional(), document: document.optional() }).optional(),
});

/** A line as the schema lets it through. */
export type SentenceRecord = z.infer<typeof record>;
