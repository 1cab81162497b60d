import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { COMMANDS } from './commands.js';
import { experimentSchemaFile, jsonOutputDocument } from './json-docs.js';

it('docs/json-output.md is what the commands declare', () => {
  const committed = readFileSync(new URL('../../docs/json-output.md', import.meta.url), 'utf8');
  expect(committed, 'make it again: npm run docs:json').toBe(jsonOutputDocument(COMMANDS));
});

it('docs/hilgen.schema.json is the schema of experiment files', () => {
  const committed = readFileSync(new URL('../../docs/hilgen.schema.json', import.meta.url), 'utf8');
  expect(committed, 'make it again: npm run docs:json').toBe(experimentSchemaFile());
});
