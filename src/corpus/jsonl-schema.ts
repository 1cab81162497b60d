import { z } from 'zod';
import { LAYERS, type Origin, type Span } from './sentence.js';

const offset = z.int().min(0);

const token = z.object({ start: offset, end: offset });

const span: z.ZodType<Span> = z.object({
  start: offset,
  end: offset,
  label: z.string().min(1),
  concept: z.string().optional(),
  score: z.number().gt(0).max(1).optional(),
});

const origin: z.ZodType<Origin> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('gold'), file: z.string(), line: z.int().min(1) }),
  z.object({
    kind: z.literal('substitution'),
    source: z.string(),
    span,
    layer: z.enum(LAYERS),
    from: z.string(),
    to: z.string(),
    via: z.array(z.string()),
    seed: z.int(),
  }),
]);

const document = z.object({ id: z.string(), start: offset });

/** One line of a JSON Lines corpus; keys that are not named here are passed over. */
export const record = z.object({
  id: z.string().min(1),
  text: z.string(),
  tokens: z.array(token).optional(),
  spans: z.array(span),
  meta: z.object({ origin: origin.optional(), document: document.optional() }).optional(),
});

/** A line as the schema lets it through. */
export type SentenceRecord = z.infer<typeof record>;
