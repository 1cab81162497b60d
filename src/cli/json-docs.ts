import { z } from 'zod';
import { experimentSchema } from '../experiment/index.js';
import type { CliCommand } from './command.js';

const INTRODUCTION = `# What \`--json\` prints

One JSON value on standard output for each command; progress and remarks go to standard error. Shapes are
given as JSON Schema. This file is made from the schemas that the commands declare: \`npm run docs:json\`.
`;

/** The documentation of every command's JSON output, as Markdown. */
export function jsonOutputDocument(commands: readonly CliCommand[]): string {
  const sections = commands.map(({ name, output }) => {
    const { $schema: _, ...schema } = z.toJSONSchema(output, { override: dropWideBounds });
    return `## hilgen ${name}\n\n\`\`\`json\n${JSON.stringify(schema, null, 2)}\n\`\`\`\n`;
  });
  return [INTRODUCTION, ...sections].join('\n');
}

/** `docs/hilgen.schema.json`: what editors complete experiment files by. */
export function experimentSchemaFile(): string {
  return `${JSON.stringify(experimentSchema(), null, 2)}\n`;
}

/** Whole numbers carry the bounds of safe integers, which say nothing here. */
function dropWideBounds({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
