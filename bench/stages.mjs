// Times how fast an experiment of over 1,000 finished stages is planned and found to be done, and what planning and
// bookkeeping add to the work itself. Run: npm run build && node bench/stages.mjs
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { openExperiment, runExperiment, stagesOfRun, totalSeconds } from '../dist/experiment/index.js';
import { withAbsolutePaths } from '../dist/experiment/read-file.js';
import { experimentFile } from '../dist/experiment/schema.js';
import { describe } from '../dist/experiment/store.js';

const demo = fileURLToPath(new URL('../demo/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hilgen-stages-'));

function experiment(changes) {
  const file = experimentFile.parse({
    name: 'stages',
    data: {
      demo: {
        train: 'corpus/pool.jsonl',
        test: 'corpus/test.jsonl',
        knowledge: 'terms',
        labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] },
      },
    },
    knowledge: { terms: { sources: [{ path: 'terms.obo', format: 'obo' }] } },
    sources: { few: {}, synonym: { layers: ['synonym'] }, sibling: { layers: ['sibling'] } },
    out: 'results',
    ...changes,
  });
  return { ...withAbsolutePaths(file, demo), out: join(folder, 'out'), store: join(folder, file.name) };
}

try {
  const decode = ['classifier', 'nnshot', 'structshot'];
  const large = experiment({
    seeds: Array.from({ length: 50 }, (_, at) => at),
    taggers: { transformer: { kind: 'transformer', encoder: 'vectors', decode } },
  });
  const { plan, store } = await openExperiment(large);
  for (const stage of plan.stages) {
    mkdirSync(store.pathOf(stage), { recursive: true });
    const record = { ...describe(stage), result: {}, seconds: 1, files: {} };
    writeFileSync(store.outputOf(stage), '');
    writeFileSync(join(store.pathOf(stage), 'manifest.json'), JSON.stringify(record));
  }
  const times = [];
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    const todo = stagesOfRun(await openExperiment(large));
    times.push(performance.now() - started);
    if (todo.length > 0) throw new Error(`${todo.length} stages were not found`);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${plan.stages.length} finished stages planned and found: ${times[2].toFixed(0)} ms (median of five)`,
  );

  const small = experiment({
    name: 'small',
    seeds: [1],
    taggers: { transformer: { kind: 'transformer', encoder: 'vectors', decode } },
  });
  const started = performance.now();
  const opened = await openExperiment(small);
  await runExperiment(opened, { now: () => performance.now() });
  const whole = performance.now() - started;
  const work = 1000 * totalSeconds(opened);
  const share = (100 * (whole - work)) / whole;
  console.log(
    `${opened.plan.stages.length} stages run: ${whole.toFixed(0)} ms, ${share.toFixed(1)} % of it besides the work`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
