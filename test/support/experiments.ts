import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Digests, filesOf } from '../../src/experiment/digests.js';
import { type PlacedFile, withAbsolutePaths } from '../../src/experiment/read-file.js';
import { experimentFile } from '../../src/experiment/schema.js';

export const DEMO = fileURLToPath(new URL('../../demo/', import.meta.url));

/** A small experiment on the demo's corpus, as its file would say it. */
export const SMALL = {
  name: 'small',
  data: {
    demo: {
      train: 'corpus/pool.jsonl',
      dev: 'corpus/dev.jsonl',
      test: 'corpus/dev.jsonl',
      knowledge: 'terms',
      labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] },
    },
  },
  knowledge: { terms: { sources: [{ path: 'terms.obo', format: 'obo' }] } },
  sample: { shots: 2 },
  seeds: [1, 2],
  llm: { source: './answers.jsonl', preset: 'demonstration' },
  sources: {
    few: {},
    '+ sibling': { layers: ['sibling'], 'per-mention': 2 },
  },
  taggers: {
    dictionary: { kind: 'dictionary' },
    transformer: { kind: 'transformer', encoder: 'vectors', steps: 3, batch: 4 },
  },
  out: 'results',
};

/** An experiment in a folder of its own, with the demo's files. */
export function smallExperiment(folder: string, changes: object = {}): PlacedFile {
  const file = withAbsolutePaths(experimentFile.parse({ ...SMALL, ...changes }), DEMO);
  return { ...file, out: join(folder, 'results'), store: join(folder, 'store') };
}

/** Made-up digests: those of the paths. */
export function digestsOfPaths(file: PlacedFile): Digests {
  return new Map(filesOf(file).map((path) => [path, createHash('sha256').update(path).digest('hex')]));
}
