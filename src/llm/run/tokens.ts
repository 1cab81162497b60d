import type { ModelRequest, Prompt } from '../language-model.js';

/** What an answer is taken to need where the request does not say. */
const ASSUMED_MAX_TOKENS = 4096;
/** Tokens around each message. */
const PER_MESSAGE = 4;

/**
 * About how many tokens a text makes: no model's own count, but within a fifth of those of GPT-4o
 * and Gemma for biomedical English.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [piece] of text.matchAll(/\p{L}+|\p{N}{1,3}|[^\s\p{L}\p{N}]/gu)) {
    tokens += isAscii(piece) ? Math.ceil(piece.length / CHARACTERS_PER_PIECE) : Math.ceil(piece.length / 1.5);
  }
  return tokens;
}

const CHARACTERS_PER_PIECE = 6;

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

/** About how many tokens the request is, schema included. */
export function estimatePromptTokens({ prompt, schema }: ModelRequest): number {
  const around = prompt.kind === 'chat' ? PER_MESSAGE * prompt.messages.length : 1;
  const shape = schema === undefined ? 0 : estimateTokens(JSON.stringify(schema));
  return around + shape + textsOf(prompt).reduce((sum, text) => sum + estimateTokens(text), 0);
}

/** More tokens than the request can be: tokenizers make at most one of each byte. */
export function mostPromptTokens({ prompt, schema }: ModelRequest): number {
  const texts = textsOf(prompt);
  const shape = schema === undefined ? 0 : Buffer.byteLength(JSON.stringify(schema));
  const around = 4 * PER_MESSAGE * texts.length;
  return around + shape + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

/** The longest answer that the request allows. */
export function mostCompletionTokens({ parameters }: ModelRequest): number {
  return parameters.maxTokens ?? ASSUMED_MAX_TOKENS;
}

/** The texts that a prompt sends. */
export function textsOf(prompt: Prompt): string[] {
  return prompt.kind === 'text' ? [prompt.text] : prompt.messages.map(({ content }) => content);
}
