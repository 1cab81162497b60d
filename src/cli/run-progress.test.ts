import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { type Stage, type Times, timesOf } from '../experiment/index.js';
import { asTree, onOneLine } from './run-progress.js';

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

/** A store in which one training of 100 s is finished. */
const timed = (): Times =>
  timesOf(
    { all: (kind) => (kind === 'train' ? [{ finishedMs: 0, record: { ...record, seconds: 100 } }] : []) },
    ['sample', 'train'],
  );

it('judges the time left by what stages of each kind took, once each was timed', () => {
  const todo = [stage('sample', 'a'), stage('train', 'a'), stage('train', 'b')] as const;
  const told: (number | undefined)[] = [];
  const work = () => ({
    onProgress: ({ secondsLeft }: { secondsLeft?: number | undefined }) => told.push(secondsLeft),
  });
  const { watch } = onOneLine('small', todo, { work: work as never }, timed());
  watch.started?.(todo[0]);
  watch.finished?.(todo[0], { ...record, seconds: 2 });
  watch.started?.(todo[1]);
  watch.moved?.(todo[1], { done: 1, total: 4 });
  watch.finished?.(todo[1], { ...record, seconds: 50 });
  watch.finished?.(todo[2], { ...record, seconds: 50 });
  expect(told).toEqual([undefined, 200, 200, 175, 75, 0]);

  let written = '';
  const tree = asTree('small', todo, { write: (text) => (written = text) }, () => 0, timed());
  tree.finished?.(todo[0], { ...record, seconds: 2 });
  expect(written).toContain('small: 1 of 3 stages, 0 s, about 3 min 20 s left');
});
