import { fileURLToPath } from 'node:url';
import { LAYERS } from '../corpus/index.js';
import {
  experimentFile,
  type PlacedFile,
  type WriterSettings,
  withAbsolutePaths,
} from '../experiment/index.js';

export const DEMO_FOLDER = fileURLToPath(new URL('../../demo/', import.meta.url));

/** How the demo draws its few labelled sentences. */
export const DEMO_SAMPLE = { mode: 'sentences-per-type', shots: 5 } as const;

export const DEMO_SEEDS = [1, 2, 3] as const;

/** What the demo's language model is asked; its answers are replayed from a recording (`demo/README.md`). */
export const DEMO_WRITER: WriterSettings = {
  source: fileURLToPath(new URL('../../demo/answers.jsonl', import.meta.url)),
  preset: 'demonstration',
  layers: ['sibling'],
  perMention: 1,
};

/** The arms that the demo shows sentences and errors of. */
export const ALL_LAYERS = '+ all layers';
export const REPLAYED = '+ LLM (replayed)';

/** The demo as an experiment file; its results go to `out`. Without training only the dictionary is left. */
export function demoExperiment(out: string, trains: boolean): PlacedFile {
  const { perMention, ...llm } = DEMO_WRITER;
  const file = experimentFile.parse({
    name: 'demo',
    data: {
      demo: {
        train: 'corpus/pool.jsonl',
        test: 'corpus/test.jsonl',
        knowledge: 'terms',
        labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] },
      },
    },
    knowledge: { terms: { sources: [{ path: 'terms.obo', format: 'obo' }] } },
    sample: DEMO_SAMPLE,
    seeds: DEMO_SEEDS,
    llm: { ...llm, 'per-mention': perMention },
    sources: {
      'few-shot only': {},
      ...Object.fromEntries(LAYERS.map((layer) => [`+ ${layer}`, { layers: [layer] }])),
      [ALL_LAYERS]: { layers: LAYERS },
      [REPLAYED]: { llm: true },
    },
    taggers: {
      dictionary: { kind: 'dictionary' },
      ...(trains && { transformer: { kind: 'transformer', encoder: 'vectors' } }),
    },
    models: 'discard',
    out,
  });
  return withAbsolutePaths(file, DEMO_FOLDER);
}
