// Writes docs/json-output.md and docs/hilgen.schema.json from the schemas in the built package. Run: npm run docs:json
import { writeFileSync } from 'node:fs';
import { COMMANDS } from '../dist/cli/commands.js';
import { experimentSchemaFile, jsonOutputDocument } from '../dist/cli/json-docs.js';

writeFileSync(new URL('../docs/json-output.md', import.meta.url), jsonOutputDocument(COMMANDS));
writeFileSync(new URL('../docs/hilgen.schema.json', import.meta.url), experimentSchemaFile());
