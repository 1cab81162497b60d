import type { JsonSchema, ModelRequest, Parameters } from '../language-model.js';

/** How a server is told the answer's shape: by the schema, to write JSON, or not at all. */
export type Structure = 'schema' | 'json' | 'none';

/** What a server turned out to understand. */
export interface Dialect {
  readonly structure: Structure;
  /** `max_tokens` before OpenAI's reasoning models, `max_completion_tokens` since. */
  readonly lengthField: 'max_tokens' | 'max_completion_tokens';
}

/** Where requests of the prompt's kind go. */
export function pathOf({ prompt }: ModelRequest): '/chat/completions' | '/completions' {
  return prompt.kind === 'chat' ? '/chat/completions' : '/completions';
}

/** The request in OpenAI's wire format. */
export function bodyOf(model: string, request: ModelRequest, dialect: Dialect): Record<string, unknown> {
  const { prompt, parameters, schema, sample } = request;
  if (prompt.kind === 'text') {
    return { model, prompt: prompt.text, ...settings(parameters, sample, 'max_tokens') };
  }
  return {
    model,
    messages: prompt.messages,
    ...settings(parameters, sample, dialect.lengthField),
    ...(schema && responseFormat(schema, dialect.structure)),
  };
}

function settings(
  { temperature, topP, maxTokens, stop, seed }: Parameters,
  sample: number,
  lengthField: Dialect['lengthField'],
): Record<string, unknown> {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(maxTokens !== undefined && { [lengthField]: maxTokens }),
    ...(stop !== undefined && stop.length > 0 && { stop }),
    ...(seed !== undefined && { seed: seed + sample }),
  };
}

function responseFormat(schema: JsonSchema, structure: Structure): Record<string, unknown> {
  if (structure === 'none') return {};
  if (structure === 'json') return { response_format: { type: 'json_object' } };
  const { $schema: _, ...shape } = schema;
  const json_schema = { name: 'answer', schema: shape, strict: isStrict(schema) };
  return { response_format: { type: 'json_schema', json_schema } };
}

/** OpenAI enforces schemas only where every object lists all its properties as required and allows no others. */
function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const { properties, required = [], additionalProperties } = schema as Record<string, unknown>;
  if (typeof properties === 'object' && properties !== null) {
    const closed = additionalProperties === false && Array.isArray(required);
    if (!closed || !Object.keys(properties).every((name) => required.includes(name))) return false;
  }
  return Object.values(schema).every(isStrict);
}

/** A dialect to try after a refusal that names what was not understood; `undefined` where nothing is left. */
export function plainerDialect(dialect: Dialect, complaint: string): Dialect | undefined {
  const other = dialect.lengthField === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
  if (/max_(completion_)?tokens/.test(complaint) && complaint.includes(dialect.lengthField)) {
    if (/unsupported|not supported|unrecognized|unknown|extra/i.test(complaint)) {
      return { ...dialect, lengthField: other };
    }
  }
  if (!/response_format|json_schema|json_object|structured|grammar|schema/i.test(complaint)) return undefined;
  if (dialect.structure === 'schema') return { ...dialect, structure: 'json' };
  if (dialect.structure === 'json') return { ...dialect, structure: 'none' };
  return undefined;
}
