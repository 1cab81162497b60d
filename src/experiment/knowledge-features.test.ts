import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { smallExperiment } from '../../test/support/experiments.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { openExperiment, resultsOfRun, runExperiment } from './run.js';

const root = temporaryFolder();

it('trains and tags with a knowledge base’s features, told apart as the data set’s labels say', async () => {
  const encoder = join(root, 'encoder');
  await writeTinyBert(encoder);
  const learning = {
    encoder,
    steps: 2,
    batch: 2,
    'knowledge-features': true,
    'knowledge-learning-rate': 0.05,
  };
  const file = smallExperiment(mkdtempSync(join(root, 'run-')), {
    seeds: [1],
    sources: { few: {} },
    taggers: {
      transformer: { kind: 'transformer', ...learning, decode: ['classifier', 'nnshot'] },
      'log-probabilities': {
        kind: 'transformer',
        ...learning,
        decode: 'nnshot',
        vectors: 'log-probabilities',
      },
      dann: { kind: 'dann', ...learning },
    },
  });
  const opened = await openExperiment(file);
  const remarks: string[] = [];
  await runExperiment(opened, { now: () => performance.now(), remark: (text) => remarks.push(text) });
  expect(resultsOfRun(opened).map(({ arm }) => arm)).toEqual([
    ...['transformer, classifier', 'transformer, nnshot', 'log-probabilities, nnshot', 'dann, classifier'],
  ]);
  expect(remarks.join('')).not.toContain('another knowledge base');
  for (const stage of opened.plan.stages.filter(({ kind }) => kind === 'train')) {
    expect(stage.settings).toMatchObject({ knowledgeLearningRate: 0.05 });
    const manifest = JSON.parse(readFileSync(join(opened.store.outputOf(stage), 'manifest.json'), 'utf8'));
    expect(manifest.knowledge).toMatchObject({
      by: 'types',
      labels: { Disease: ['DOID:'], Chemical: ['CHEBI:'] },
    });
  }
}, 180_000);
