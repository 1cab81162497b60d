import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { readCorpus, writeCorpus } from '../corpus/index.js';
import { labelled } from '../generate/prompting/testing.js';
import { ensembleCommand } from './ensemble.js';
import { ensembleExplain } from './ensemble-explain.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-ensemble-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

const GOLD = ['acute [renal failure|D] and [gout|D]', 'no [iron|C] here'];
const BAD = ['[acute renal failure|D] and gout', '[no|C] iron here'];

beforeAll(async () => {
  const write = (name: string, marked: readonly string[]) =>
    writeCorpus(
      at(name),
      marked.map((one, id) => labelled(`s${id}`, one)),
    );
  await write('gold.jsonl', GOLD);
  await write('good.jsonl', GOLD);
  await write('bad.jsonl', BAD);
  for (const [name, marked] of [
    ['gold', GOLD],
    ['good', GOLD],
    ['bad', BAD],
  ] as const)
    await write(`dev-${name}.jsonl`, Array.from({ length: 10 }, () => marked).flat());
});

const two = (): string[] => [`good=${at('good.jsonl')}`, `bad=${at('bad.jsonl')}`];
const dev = (): string[] => [
  ...['--dev', `good=${at('dev-good.jsonl')}`, `bad=${at('dev-bad.jsonl')}`],
  ...['--dev-gold', at('dev-gold.jsonl')],
];

test('weights are those of the development data unless others are given', async () => {
  const report = await runForJson(ensembleCommand, ...two(), '--out', at('out.jsonl'), ...dev());
  expect(report).toMatchObject({
    tunedOn: 'development data',
    members: [
      { name: 'good', weight: 1 },
      { name: 'bad', weight: 0 },
    ],
    spans: 3,
  });
  const [first] = await readCorpus(at('out.jsonl'));
  expect(first?.spans[0]).toMatchObject({ score: 1, attributes: { votes: 'good=1.000' } });
  const given = await runForJson(
    ensembleCommand,
    ...two(),
    '--out',
    at('out.jsonl'),
    '--weights',
    'good=0.2,bad=0.8',
  );
  expect(given).toMatchObject({ tunedOn: 'nothing', spans: 2 });
});

test.each(['best', 'stack'])('%s is chosen on development data, and needs them', async (method) => {
  const report = await runForJson(
    ensembleCommand,
    ...two(),
    '--out',
    at('out.jsonl'),
    '--method',
    method,
    ...dev(),
  );
  expect(report).toMatchObject({ tunedOn: 'development data', spans: 3 });
  await expect(
    runCommand(ensembleCommand, ...two(), '--out', at('none.jsonl'), '--method', method),
  ).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('development data') });
});

test('explains the voters', async () => {
  const report = await runForJson(ensembleExplain, ...two(), '--gold', at('gold.jsonl'));
  expect(report).toMatchObject({
    members: [
      { name: 'good', aloneRight: 3, aloneWrong: 0 },
      { name: 'bad', aloneRight: 0, aloneWrong: 2 },
    ],
    oracle: { f1: 1 },
  });
  expect(await runCommand(ensembleExplain, ...two(), '--gold', at('gold.jsonl'))).toContain('recall 100.0 %');
});

test.each([
  [
    'two voters of one name',
    () => [`a=${at('good.jsonl')}`, `a=${at('bad.jsonl')}`, '--out', at('x.jsonl')],
    'a',
  ],
  ['no place to go', () => two(), '--out'],
  ['a weight that is none', () => [...two(), '--out', at('x.jsonl'), '--weights', 'good=much'], '--weights'],
  ['a voter without weight', () => [...two(), '--out', at('x.jsonl'), '--weights', 'good=1'], '--weights'],
  [
    'development data without labels',
    () => [...two(), '--out', at('x.jsonl'), '--dev', ...two()],
    '--dev-gold',
  ],
])('%s: a clear error', async (_, args, where) => {
  await expect(runCommand(ensembleCommand, ...args())).rejects.toMatchObject({
    code: 'usage',
    where: expect.stringContaining(where),
  });
});
