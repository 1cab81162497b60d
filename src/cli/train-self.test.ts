import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { beforeAll, expect, test } from 'vitest';
import { LESSONS, sentenceOf } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { type Sentence, writeCorpus } from '../corpus/index.js';
import { train } from './train.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

async function run(args: readonly string[], stopAfter?: string): Promise<Record<string, unknown>> {
  let printed = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  const stop = new AbortController();
  const work = (title: string) => {
    if (title === stopAfter) stop.abort();
    return { signal: stop.signal };
  };
  train.define(command, { print: (text) => (printed += text), remark: () => {}, work });
  await command.parseAsync([...args, '--json'], { from: 'user' });
  const report = JSON.parse(printed);
  expect(train.output.parse(report)).toEqual(report);
  return report;
}

const few = at('few.jsonl');
const raw = at('raw.jsonl');
const SETTINGS = ['--encoder', at('bert'), '--steps', '60', '--batch', '4', '--learning-rate', '3e-3'];

beforeAll(async () => {
  await writeTinyBert(at('bert'));
  await writeCorpus(few, LESSONS.slice(0, 2));
  const distant = LESSONS.slice(2).map(
    (sentence): Sentence => ({
      ...sentence,
      unknown: [],
      origin: { kind: 'distant', file: 'raw.txt', line: 1, teachers: ['dictionary'], votes: [] },
    }),
  );
  await writeCorpus(raw, distant);
});

test('taggers teach each other, and the report says of each round what it learnt', async () => {
  const report = await run([
    few,
    raw,
    ...SETTINGS,
    '--self-train',
    '2',
    '--mix',
    'few=3',
    '--out',
    at('model'),
  ]);
  expect(report).toMatchObject({
    model: at('model'),
    sentences: 5,
    selfTraining: {
      chosen: 3,
      rounds: [{ round: 1, spans: 4, unknown: 0 }, { round: 2, confidence: 0.9 }, { round: 3 }],
    },
  });
  const manifest = JSON.parse(readFileSync(at('model/manifest.json'), 'utf8'));
  expect(manifest.settings).toMatchObject({ mix: { few: 3 }, steps: 60 });
  expect(existsSync(at('model/round.json'))).toBe(false);
  expect(existsSync(at('model.rounds'))).toBe(false);
});

test('interrupted, the same command goes on with the round that was not finished, and ends the same', async () => {
  const args = (out: string) => [few, raw, ...SETTINGS, '--self-train', '1', '--out', at(out)];
  await expect(run(args('stopped'), 'labelling for round 2')).rejects.toThrow('interrupted');
  const first = join(at('stopped.rounds'), '1', 'model.safetensors');
  const { mtimeMs } = statSync(first);
  await expect(run(args('stopped'), 'labelling for round 2')).rejects.toThrow('interrupted');
  expect(statSync(first).mtimeMs).toBe(mtimeMs);
  await run(args('stopped'));
  await run(args('whole'));
  const weights = (out: string) => readFileSync(join(at(out), 'model.safetensors'));
  expect(weights('stopped').equals(weights('whole'))).toBe(true);
});

test('development sentences choose confidence and round', async () => {
  await writeCorpus(at('dev.jsonl'), [...LESSONS, sentenceOf('aspirin/DRUG may cause pain/DISEASE')]);
  const dev = ['--dev', at('dev.jsonl'), '--evaluate-every', '20'];
  const { selfTraining } = await run([
    few,
    raw,
    ...SETTINGS,
    ...dev,
    '--self-train',
    '2',
    '--out',
    at('chosen'),
  ]);
  const { chosen, rounds } = selfTraining as {
    chosen: number;
    rounds: { f1: number; confidence?: number }[];
  };
  const best = Math.max(...rounds.map(({ f1 }) => f1));
  expect(rounds[chosen - 1]?.f1).toBe(best);
  expect(rounds.slice(1).every(({ confidence }) => (confidence ?? 0) >= 0.5)).toBe(true);
});

test('without raw text that is said', async () => {
  await expect(run([few, ...SETTINGS, '--self-train', '1', '--out', at('x')])).rejects.toThrow(
    'needs raw text',
  );
});
