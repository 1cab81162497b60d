import { z } from 'zod';
import { LAYERS } from '../../corpus/sentence.js';

const text = z.string().min(1);
const whole = z.int().min(1);

/** What one request asks about. */
export const UNIT_KINDS = ['sentence', 'mention', 'label', 'neighbour', 'neighbours', 'raw'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** The forms in which an answer can be read. */
export const ANSWER_FORMS = ['json', 'iob', 'inline', 'lines', 'text', 'mentions'] as const;
export type AnswerForm = (typeof ANSWER_FORMS)[number];

const stepShape = {
  answer: z.enum(ANSWER_FORMS).describe('how the answer is read'),
  each: z.literal('line').optional().describe('one request for each line of the step before'),
  temperature: z.number().min(0).max(2).optional(),
  'top-p': z.number().gt(0).max(1).optional(),
  'max-tokens': whole.default(1000),
  stop: z.array(text).optional().describe('the answer ends before the first of these'),
};

const step = z.union([
  z.strictObject({ ...stepShape, system: text.optional(), user: text }),
  z.strictObject({
    ...stepShape,
    text: text.describe('what a base model carries on'),
    begin: text
      .optional()
      .describe("how the answer's sentence begins: stands behind the text, and before the answer"),
  }),
]);

/** The content of a preset file. */
export const presetSchema = z.strictObject({
  name: text,
  about: text.describe('one line for lists'),
  unit: z.enum(UNIT_KINDS).describe('what one request asks about'),
  group: whole.optional().describe('neighbours: at most so many in one request'),
  shots: z
    .strictObject({
      which: z.enum(['all', 'same-label']).default('all').describe('which labelled sentences are shown'),
      most: whole.default(10),
      order: z.enum(['given', 'drawn']).default('given').describe('drawn: shuffled for each request'),
    })
    .optional(),
  items: z.strictObject({ shot: text.optional(), neighbour: text.optional() }).prefault({}),
  strategies: z
    .record(text, z.strictObject({ layers: z.array(z.enum(LAYERS)).min(1), text }))
    .optional()
    .describe('one request each, for the layers asked for'),
  steps: z.array(step).min(1).max(2),
});

export type Preset = z.infer<typeof presetSchema>;
export type PresetStep = Preset['steps'][number];

/** Whether the preset's requests are made from neighbours in a knowledge base. */
export function asksKnowledge({ unit }: Pick<Preset, 'unit'>): boolean {
  return unit === 'neighbour' || unit === 'neighbours';
}

/** Whether the preset marks sentences of raw text; others write new ones. */
export function marksRaw({ unit }: Pick<Preset, 'unit'>): boolean {
  return unit === 'raw';
}

/** The templates that make up a step's prompt. */
export function templatesOf(step: PresetStep): string[] {
  if ('text' in step) return step.begin === undefined ? [step.text] : [step.text, step.begin];
  return step.system === undefined ? [step.user] : [step.system, step.user];
}
