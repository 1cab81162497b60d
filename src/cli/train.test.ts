import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { beforeAll, describe, expect, test } from 'vitest';
import { LESSONS, sentenceOf } from '../../test/support/sentences.js';
import { temporaryFolder } from '../../test/support/temporary-folder.js';
import { writeTinyBert } from '../../test/support/tiny-bert.js';
import { writeCorpus } from '../corpus/index.js';
import { pairSentences, scoreStrict } from '../evaluate/index.js';
import { openTransformer } from '../tagger/transformer/model.js';
import { train } from './train.js';

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const few = at('few.jsonl');
const dev = at('dev.jsonl');
const DEV = LESSONS.slice(0, 3);

interface Ran {
  readonly printed: string;
  readonly remarks: string;
}

async function run(args: readonly string[], signal?: AbortSignal): Promise<Ran> {
  let printed = '';
  let remarks = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  train.define(command, {
    print: (text) => (printed += text),
    remark: (text) => (remarks += text),
    work: () => (signal === undefined ? {} : { signal }),
  });
  await command.parseAsync([...args], { from: 'user' });
  return { printed, remarks };
}

const base = (out: string): string[] => [few, '--encoder', at('bert'), '--out', at(out), '--batch', '4'];
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

beforeAll(async () => {
  await writeTinyBert(at('bert'));
  await writeCorpus(few, LESSONS);
  await writeCorpus(dev, DEV);
});

test('the development file chooses the weights that are saved, and the folder tells how it went', async () => {
  const args = ['--steps', '60', '--learning-rate', '5e-3', '--dev', dev, '--evaluate-every', '12', '--json'];
  const { printed, remarks } = await run([...base('chosen'), ...args]);
  expect(remarks).toBe('3 of 3 --dev sentences are trained on: F1 flatters\n');
  const report = JSON.parse(printed);
  expect(train.output.parse(report)).toEqual(report);
  expect(report.development).toMatchObject({ sentences: 3, evaluations: 5 });
  const { development, settings } = readJson(at('chosen/manifest.json'));
  expect(settings).toMatchObject({ steps: 60, evaluateEvery: 12, batch: 4 });
  const scores: number[] = development.evaluations.map(({ f1 }: { f1: number }) => f1);
  const best = Math.max(...scores);
  expect(development.chosenStep).toBe(12 * (1 + scores.indexOf(best)));
  expect(report.development.f1).toBe(best);
  const model = await openTransformer(at('chosen'));
  const tagged = [];
  for await (const spans of model.tag(DEV)) tagged.push({ ...(DEV[tagged.length] ?? sentenceOf('')), spans });
  await model.close();
  expect(scoreStrict(pairSentences(DEV, tagged)).strict.f1).toBe(best);
  const log = readFileSync(at('chosen/train.log.jsonl'), 'utf8').trim().split('\n');
  expect(log.map((line) => JSON.parse(line)).filter(({ kind }) => kind === 'evaluation')).toHaveLength(5);
  expect(readFileSync(at('chosen/train.svg'), 'utf8')).toContain('F1 on the development set');
  expect(existsSync(at('chosen.checkpoint'))).toBe(false);
});

test('a provider that does not start is said before anything is written', async () => {
  const outcome = await run([...base('elsewhere'), '--steps', '1', '--provider', 'cuda']).catch(
    (error) => error,
  );
  if (!(outcome instanceof Error)) return expect(existsSync(at('elsewhere'))).toBe(true);
  expect(outcome).toMatchObject({ code: 'missing', where: '--provider cuda' });
  expect(outcome.message).toContain('installed: cpu');
  expect(existsSync(at('elsewhere'))).toBe(false);
  expect(existsSync(at('elsewhere.checkpoint'))).toBe(false);
});

test('a tagger of another kind is saved as what it is', async () => {
  await run([...base('crf'), '--tagger', 'crf', '--steps', '5']);
  expect(readJson(at('crf/manifest.json'))).toMatchObject({ kind: 'crf', settings: { tagger: 'crf' } });
  await (await openTransformer(at('crf'))).close();
});

test('epochs decide the steps', async () => {
  const { printed } = await run([...base('epochs'), '--epochs', '4', '--json']);
  expect(JSON.parse(printed)).toMatchObject({ steps: (LESSONS.length * 4) / 4, batch: 4 });
  const { printed: accumulated } = await run([
    ...base('epochs'),
    '--epochs',
    '4',
    '--accumulate',
    '2',
    '--json',
  ]);
  expect(JSON.parse(accumulated)).toMatchObject({ steps: Math.ceil((LESSONS.length * 4) / 8) });
});

test('a batch can be counted in pieces instead of sentences', async () => {
  const args = [few, '--encoder', at('bert'), '--out', at('pieces'), '--epochs', '1', '--batch-tokens', '64'];
  const { printed } = await run([...args, '--json']);
  const report = JSON.parse(printed);
  expect(train.output.parse(report)).toEqual(report);
  expect(report).toMatchObject({ steps: 3, batchTokens: 64 });
  expect(report).not.toHaveProperty('batch');
  expect((await run(args)).printed).toContain('in 3 steps of up to 64 pieces, loss');
});

test('an interrupted command keeps its state beside the folder, and the same command goes on', async () => {
  const stopped = AbortSignal.abort();
  await expect(run([...base('resumed'), '--steps', '5'], stopped)).rejects.toMatchObject({
    code: 'interrupted',
  });
  expect(readdirSync(at('resumed.checkpoint'))).toContain('step-0.safetensors');
  expect(existsSync(at('resumed'))).toBe(false);
  const { remarks, printed } = await run([...base('resumed'), '--steps', '5']);
  expect(remarks).toBe(`goes on after step 0, kept in ${at('resumed.checkpoint')}\n`);
  expect(printed).toMatch(/trained on 5 sentences in 5 steps of 4/);
  expect(existsSync(at('resumed.checkpoint'))).toBe(false);
});

describe('refused before anything is trained', () => {
  test.each([
    [['--patience', '2'], /--patience: says when to look/],
    [['--evaluate-every', '2'], /--evaluate-every: says when to look/],
    [['--epochs', '2', '--steps', '3'], /cannot be used with/],
    [['--batch-tokens', '64'], /cannot be used with/],
    [['--tagger', 'oracle'], /Allowed choices are transformer, crf/],
    [['--freeze', 'some'], /a whole number or `all`/],
    [['--freeze', '2'], /freeze: layer 2 is asked for, the encoder has 1 numbered layers/],
    [['--reinit', '2'], /reinit: layer 2 is asked for/],
    [['--layer-decay', '1.5'], /a number from 0 to 1/],
    [['--dev', 'unlabelled'], /no sentence has a labelled span/],
  ])('%s', async (args, message) => {
    await writeCorpus(at('unlabelled.jsonl'), [sentenceOf('no drug was given')]);
    const given = args.map((arg) => (arg === 'unlabelled' ? at('unlabelled.jsonl') : arg));
    await expect(run([...base('refused'), ...given])).rejects.toThrow(message);
    expect(existsSync(at('refused'))).toBe(false);
    expect(existsSync(at('refused.checkpoint'))).toBe(false);
  });
});
