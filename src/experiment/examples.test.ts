import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { digestsOfPaths } from '../../test/support/experiments.js';
import { planExperiment } from './plan.js';
import { readExperimentFile } from './read-file.js';

const FOLDER = fileURLToPath(new URL('../../examples/', import.meta.url));
const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.yaml') && !name.includes('presets'),
);

it.each(names)('examples/%s can be read and planned', async (name) => {
  const file = await readExperimentFile(join(FOLDER, name));
  const { stages, cells } = planExperiment(file, digestsOfPaths(file));
  expect(cells.length).toBeGreaterThan(3);
  expect(new Set(stages.map(({ id }) => id)).size).toBe(stages.length);
});
