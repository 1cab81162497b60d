import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { digestsOfPaths } from '../../test/support/experiments.js';
import { readPreset } from '../generate/index.js';
import { planExperiment } from './plan.js';
import { readExperimentFile } from './read-file.js';

const FOLDER = fileURLToPath(new URL('../../examples/', import.meta.url));
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.yaml'),
);
const presets = files.filter((name) => name.includes('presets'));
const names = files.filter((name) => !presets.includes(name));

it.each(names)('examples/%s can be read and planned', async (name) => {
  const file = await readExperimentFile(join(FOLDER, name));
  const { stages, cells } = planExperiment(file, digestsOfPaths(file));
  expect(cells.length).toBeGreaterThan(3);
  expect(new Set(stages.map(({ id }) => id)).size).toBe(stages.length);
});

it.each(presets)('examples/%s is `demonstration` at some temperature, with nothing begun', async (name) => {
  const asked = async (preset: string) => {
    const { steps, shots, items, unit } = await readPreset(preset);
    return { shots, items, unit, steps: steps.map((step) => ({ ...step, temperature: 0, begin: '' })) };
  };
  expect(await asked(join(FOLDER, name))).toEqual(await asked('demonstration'));
  expect((await readPreset(join(FOLDER, name))).steps).not.toContainEqual(
    expect.objectContaining({ begin: expect.any(String) }),
  );
});
