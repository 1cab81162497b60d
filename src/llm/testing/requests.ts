import type { ModelRequest, Parameters } from '../language-model.js';

/** A chat request with this text. */
export function chatRequest(text: string, parameters: Parameters = { maxTokens: 20 }): ModelRequest {
  return { prompt: { kind: 'chat', messages: [{ role: 'user', content: text }] }, parameters, sample: 0 };
}

/** So many different requests, each with this text before. */
export function manyRequests(count: number, before = ''): ModelRequest[] {
  return Array.from({ length: count }, (_, at) => chatRequest(`${before}sentence ${at}`));
}

/** The text of the last message of a received body. */
export function textOf(body: Readonly<Record<string, unknown>>): string {
  const messages = body.messages as readonly { readonly content: string }[] | undefined;
  return messages?.at(-1)?.content ?? String(body.prompt);
}
