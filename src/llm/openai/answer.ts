import { z } from 'zod';
import { modelError } from '../failure.js';
import type { Completion, FinishReason } from '../language-model.js';
import { estimateTokens } from '../run/tokens.js';

const Choice = z.object({
  text: z.string().nullish(),
  message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
  delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
  finish_reason: z.string().nullish(),
});

const Body = z.object({
  model: z.string().nullish(),
  choices: z.array(Choice),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number().default(0) }).nullish(),
});

const FINISH: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  content_filter: 'filter',
};

/** One message in OpenAI's format: a whole answer, or a piece of a streamed one. */
export type AnswerBody = z.infer<typeof Body>;

/** Reads one JSON message. */
export function parseBody(text: string, where: string): AnswerBody {
  const value = parsed(text);
  const body = Body.safeParse(value);
  if (body.success) return body.data;
  const error = z.object({ error: z.object({ message: z.string() }) }).safeParse(value);
  const what = error.success
    ? `the server failed (${error.data.error.message})`
    : 'the answer cannot be read';
  throw modelError({ kind: error.success ? 'server' : 'malformed', raw: text }, { where, what });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an answer is put together with. */
export interface AnswerContext {
  /** The model's name, for servers that do not say it. */
  readonly name: string;
  readonly where: string;
  /** The prompt's tokens, for servers that do not count. */
  readonly promptTokens: () => number;
}

/** The answer that the messages make together, one message or many pieces. */
export function completionOf(bodies: readonly AnswerBody[], context: AnswerContext): Completion {
  const { name, where, promptTokens } = context;
  const choices = bodies.flatMap(({ choices }) => choices.slice(0, 1));
  if (choices.length === 0) {
    throw modelError(
      { kind: 'malformed', raw: JSON.stringify(bodies) },
      { where, what: 'an answer without text' },
    );
  }
  const text = choices
    .map(({ text, message, delta }) => text ?? message?.content ?? delta?.content ?? '')
    .join('');
  const refused = choices.some(({ message, delta }) => message?.refusal || delta?.refusal);
  const reason = choices.findLast(({ finish_reason }) => finish_reason)?.finish_reason ?? '';
  const usage = bodies.findLast(({ usage }) => usage)?.usage;
  return {
    text,
    usage: {
      promptTokens: usage?.prompt_tokens ?? promptTokens(),
      completionTokens: usage?.completion_tokens ?? estimateTokens(text),
    },
    model: bodies[0]?.model ?? name,
    finish: refused ? 'filter' : (FINISH[reason] ?? 'other'),
  };
}
