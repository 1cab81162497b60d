// Writes docs/json-output.md from the schemas in the built command line. Run: npm run docs:json
import { writeFileSync } from 'node:fs';
import { COMMANDS } from '../dist/cli/commands.js';
import { jsonOutputDocument } from '../dist/cli/json-docs.js';

writeFileSync(new URL('../docs/json-output.md', import.meta.url), jsonOutputDocument(COMMANDS));
