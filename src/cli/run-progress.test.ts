import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import type { Stage } from '../experiment/index.js';
import { asTree } from './run-progress.js';

const stage = (kind: Stage['kind'], place: string): Stage => ({
  ...{ kind, id: `${kind}/${place}`, settings: {}, inputs: {}, key: place },
});
const record = {
  stage: '',
  id: '',
  key: '',
  version: 1,
  settings: {},
  inputs: {},
  result: {},
  seconds: 0,
  files: {},
};

it('draws a branch for each kind of stage, over what it drew before, within the width', () => {
  let [ms, written] = [0, ''];
  const todo = [stage('sample', 'a'), stage('train', 'a'), stage('train', 'b')] as const;
  const tree = asTree('small', todo, { columns: 60, write: (text) => (written = text) }, () => ms);
  tree.started?.(todo[0]);
  tree.finished?.(todo[0], record);
  ms = 5000;
  tree.started?.(todo[1]);
  tree.moved?.(todo[1], { done: 1, total: 4, note: 'loss 0.5' });
  expect(written).toContain('\u001b[3A');
  ms = 6000;
  tree.moved?.(todo[1], { done: 2, total: 4, note: `loss 0.25 ${'x'.repeat(99)}` });
  const lines = stripVTControlCharacters(written).trimEnd().split('\n');
  expect(lines.map((line) => line.slice(0, 48).trimEnd())).toEqual([
    'small: 1 of 3 stages, 6 s',
    '├ sample     1 of 1',
    '└ train      0 of 2     a 50 %: loss 0.25 xxxxxx',
  ]);
  expect(Math.max(...lines.map((line) => line.length))).toBe(59);
  tree.finished?.(todo[1], record);
  tree.finished?.(todo[2], record);
  expect(written).toContain('small: 3 of 3 stages');
});
