import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/cli/run.js';
import { DEMO } from './experiments.js';
import { runCommand } from './run-command.js';

/** A name that breaks a page that does not take it for text. */
export const HOSTILE = '</script><img src=x onerror=alert(1)> | `x`';

/** A small experiment of every part that a report shows. */
const experiment = `name: ${JSON.stringify(HOSTILE)}
data:
  demo:
    { train: corpus/pool.jsonl, dev: corpus/dev.jsonl, test: corpus/dev.jsonl, knowledge: terms,
      labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] } }
knowledge: { terms: { sources: [{ path: terms.obo, format: obo }] } }
sample: { shots: [2, 4] }
development: shots
seeds: [1, 2]
sources:
  raw text: { raw: true }
  few: {}
  siblings of 2: { layers: [sibling], per-mention: 2 }
  ${JSON.stringify(HOSTILE)}: { layers: [sibling], per-mention: 4 }
taggers:
  dictionary: { kind: dictionary }
  transformer: { kind: transformer, encoder: vectors, steps: 6, batch: 4, learning-rate: 2e-2 }
ensembles:
  agreed: { members: [few, siblings of 2, dictionary], method: majority }
models: discard
out: out
`;

/** Runs it in a folder: `small.yaml` there, its results in `out`. */
export async function runSmall(folder: string): Promise<void> {
  cpSync(DEMO, folder, { recursive: true });
  const file = join(folder, 'small.yaml');
  writeFileSync(file, experiment);
  await runCommand(run, file);
}
