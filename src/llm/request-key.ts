import { createHash } from 'node:crypto';
import type { ModelRequest, Parameters, Prompt } from './language-model.js';

/** The name of a request to a model: SHA-256 over all that can change the answer, in hexadecimal. */
export function requestKey(modelId: string, request: ModelRequest): string {
  const { prompt, parameters, schema, sample } = request;
  const all = [modelId, promptParts(prompt), parameterParts(parameters), schema ?? null, sample];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

// Fields in a fixed order, so that the order in which a caller wrote them does not matter. A
// schema stays as it is: the order of its properties is the order of the answer's.
function promptParts(prompt: Prompt): unknown {
  return prompt.kind === 'text' ? prompt.text : prompt.messages.map(({ role, content }) => [role, content]);
}

function parameterParts({ temperature, topP, maxTokens, stop, seed }: Parameters): unknown {
  return [temperature ?? null, topP ?? null, maxTokens ?? null, stop ?? [], seed ?? null];
}
