import type { ModelRequest } from '../llm/index.js';

/** A request as a person reads it: its messages under their roles, then how the answer is drawn. */
export function promptText({ prompt, parameters, schema, sample }: ModelRequest): string {
  const messages =
    prompt.kind === 'text'
      ? [section('text to carry on', prompt.text)]
      : prompt.messages.map(({ role, content }) => section(role, content));
  const drawn = Object.entries({ ...parameters, ...(sample > 0 && { sample }) })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const shape = schema === undefined ? '' : '; the answer is JSON of a fixed shape';
  return `${messages.join('')}--- ${drawn.join(', ')}${shape}\n`;
}

function section(title: string, content: string): string {
  return `--- ${title}\n${content}\n`;
}
