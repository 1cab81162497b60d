import type { ModelRequest, Prompt } from '../language-model.js';

/** What an answer is taken to need where the request does not say. */
const ASSUMED_MAX_TOKENS = 4096;
/** Tokens around each message. */
const PER_MESSAGE = 4;

/** Letters of a word that one token holds, and of each token after it. */
const FIRST_LETTERS = 6;
const FURTHER_LETTERS = 4;
/** Letters a token where the script is not Latin. */
const OTHER_LETTERS = 1.5;

/**
 * About how many tokens a text makes: no model's own count, but within an eighth of what Gemma's
 * and SmolLM's tokenizers make of NCBI-disease, of prose and of JSON.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (const [{ length }, word] of text.matchAll(/(\p{L}+)|\p{N}{1,3}|[^\s\p{L}\p{N}]+/gu)) {
    if (word !== undefined && !isAscii(word)) tokens += length / OTHER_LETTERS;
    else tokens += 1 + Math.max(0, length - FIRST_LETTERS) / FURTHER_LETTERS;
  }
  return Math.ceil(tokens);
}

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
