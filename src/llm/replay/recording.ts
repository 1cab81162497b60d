import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { readLines, writeFileAtomic } from '../../base/files.js';
import type { Completion, ModelRequest } from '../language-model.js';
import type { RequestStore } from '../store/request-store.js';

const Recorded = z.object({
  model: z.string(),
  request: z.object({
    prompt: z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('chat'),
        messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
      }),
      z.object({ kind: z.literal('text'), text: z.string() }),
    ]),
    parameters: z.object({
      temperature: z.number().optional(),
      topP: z.number().optional(),
      maxTokens: z.number().optional(),
      stop: z.array(z.string()).optional(),
      seed: z.number().optional(),
    }),
    schema: z.record(z.string(), z.unknown()).optional(),
    sample: z.number(),
  }),
  completion: z.object({
    text: z.string(),
    usage: z.object({ promptTokens: z.number(), completionTokens: z.number() }),
    model: z.string(),
    finish: z.enum(['stop', 'length', 'filter', 'other']),
  }),
});

/** One line of a recording: who was asked what, and answered what. */
export interface RecordedAnswer {
  readonly model: string;
  readonly request: ModelRequest;
  readonly completion: Completion;
}

/** Writes a store's answers, of one model where named, as a file to replay: JSON Lines, readable and small enough to commit. */
export async function recordAnswers(store: RequestStore, path: string, modelId?: string): Promise<number> {
  let count = 0;
  const lines = function* (): Generator<string> {
    for (const { modelId: model, request, completion } of store.answers(modelId)) {
      count++;
      yield `${JSON.stringify({ model, request, completion } satisfies RecordedAnswer)}\n`;
    }
  };
  await writeFileAtomic(path, lines());
  return count;
}

/**
 * The answers of a recording.
 *
 * @throws HilgenError `input` with `file:line` where a line is no recorded answer.
 */
export async function* readRecording(path: string): AsyncGenerator<RecordedAnswer> {
  for await (const { number, text } of readLines(path)) {
    if (text.trim() === '') continue;
    const line = Recorded.safeParse(jsonOf(text));
    if (!line.success) {
      const [issue] = line.error.issues;
      throw new HilgenError('input', {
        where: `${path}:${number}`,
        what: `not a recorded answer (${issue?.path.join('.') || 'line'}: ${issue?.message})`,
        hint: 'Each line is {"model", "request", "completion"}, as `recordAnswers` writes it.',
      });
    }
    yield line.data;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
