import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LAYERS, readCorpus, writeCorpus } from '../corpus/index.js';
import { prepare, readPreset } from '../generate/index.js';
import { EYE_OBO, SHOTS } from '../generate/prompting/testing.js';
import { buildKnowledgeBase, openKnowledgeBase } from '../knowledge/index.js';
import type { ModelRequest } from '../llm/index.js';
import type { CliCommand } from './command.js';
import { generate } from './generate.js';
import { generateShow } from './generate-show.js';
import { promptsList } from './prompts-list.js';
import { promptsShow } from './prompts-show.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-cli-llm-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => join(folder, name);

let remarks = '';

async function run(cli: CliCommand, ...args: string[]): Promise<string> {
  let printed = '';
  remarks = '';
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  cli.define(command, {
    print: (text) => (printed += text),
    remark: (text) => (remarks += text),
    work: () => ({}),
  });
  await command.parseAsync(args, { from: 'user' });
  return printed;
}

async function json(cli: CliCommand, ...args: string[]) {
  const report: unknown = JSON.parse(await run(cli, ...args, '--json'));
  expect(cli.output.parse(report)).toEqual(report);
  return report;
}

/** A model's answer to a grounded prompt: for each name asked for a sentence, every other one without the name. */
function answerTo({ prompt }: ModelRequest): string {
  const asked = prompt.kind === 'chat' ? (prompt.messages.at(-1)?.content ?? '') : '';
  const names = [...asked.matchAll(/^- (.+?) \(/gmu)].map(([, name = '']) => name);
  const sentences = names.map((name, index) => ({
    name,
    sentence:
      index % 2 === 0
        ? `Nobody in the ${names.length} wards with ${name} had gout.`
        : 'There was no name in it.',
    mentions: [{ text: name, label: 'Disease' }],
  }));
  return JSON.stringify({ sentences });
}

const few = at('few.jsonl');
const options = [few, '--kb', at('eye.kb'), '--llm', `replay:${at('recorded.jsonl')}`];

beforeAll(async () => {
  writeFileSync(at('eye.obo'), EYE_OBO);
  await buildKnowledgeBase([{ format: 'obo', path: at('eye.obo') }], at('eye.kb'));
  await writeCorpus(few, SHOTS);
  const kb = openKnowledgeBase(at('eye.kb'));
  const settings = { layers: LAYERS, perMention: 10, seed: 1, typeDepth: 2 };
  const { requests } = prepare(await readPreset('grounded'), await readCorpus(few), settings, kb);
  kb.close();
  const usage = { promptTokens: 100, completionTokens: 50 };
  const lines = requests.map((request) => {
    const completion = { text: answerTo(request), usage, model: 'made-up', finish: 'stop' };
    return `${JSON.stringify({ model: 'made-up', request, completion })}\n`;
  });
  writeFileSync(at('recorded.jsonl'), lines.join(''));
});

test('prompts list and show', async () => {
  expect(await run(promptsList)).toMatch(/grounded +for each neighbour/);
  expect(await json(promptsList)).toMatchObject({ presets: expect.arrayContaining([]) });
  const shown = await run(promptsShow, 'grounded', '--few', few, '--kb', at('eye.kb'), '--number', '9');
  expect(shown).toContain('--- system\nYou write sentences');
  expect(shown).toMatch(/- dry eye \(.*red eye.*\)\. Too few tears\./);
  expect(await json(promptsShow, 'paper', '--few', few)).toMatchObject({
    prompts: [{ step: 1 }, { step: 2 }],
  });
});

test('a dry run prints prompts, calls and tokens, and leaves no file', async () => {
  const text = await run(generate, ...options, '--dry-run', '--out', at('dry/llm.jsonl'));
  expect(text).toMatch(/step 1, first prompt\n--- system/);
  expect(text).toMatch(
    /\d calls?, about [\d,]+ tokens of prompts, at most [\d,]+ of answers, cost 0\.0000 at most/,
  );
  expect(text).toContain('unknown to the knowledge base: timolol, gout');
  expect(existsSync(at('dry'))).toBe(false);
});

test('a preview shows marked sentences and writes no corpus', async () => {
  const text = await run(generate, ...options, '--preview', '1', '--out', at('preview/llm.jsonl'));
  expect(text).toMatch(/with \[[^|]+\|Disease\] had \[gout\|Disease\]\./);
  expect(text).toContain('A preview');
  expect(existsSync(at('preview/llm.jsonl'))).toBe(false);
});

test('the whole line: sentences and rejected ones are written, nothing is asked twice, the story can be told', async () => {
  const out = at('run/llm.jsonl');
  const report = await json(generate, ...options, '--out', out);
  expect(report).toMatchObject({
    ...{ preset: 'grounded', calls: expect.any(Number), kept: 0, left: 0, stopped: null },
    reasons: { 'without the name asked for': expect.any(Number) },
    alignment: { exact: expect.any(Number), found: expect.any(Number) },
  });
  expect(remarks).toContain('a recording is replayed');
  const made = await readCorpus(out);
  const first = made.find(({ id }) => id.includes('sibling'));
  expect(first?.origin).toMatchObject({ kind: 'generated', model: 'replay:made-up', source: 'few-1' });
  const rejected = readFileSync(at('run/llm.rejected.jsonl'), 'utf8').trim().split('\n');
  expect(rejected.map((line) => JSON.parse(line).reason)).toContain('without the name asked for');

  const again = await json(generate, ...options, '--out', at('run/again.jsonl'));
  expect(again).toMatchObject({ calls: 0, promptTokens: 0 });
  expect(readFileSync(at('run/again.jsonl'), 'utf8')).toBe(readFileSync(out, 'utf8'));

  const story = await run(generateShow, first?.id ?? '', '--in', out, '--few', few, '--kb', at('eye.kb'));
  expect(story).toMatch(
    /made for few-1, the mention at 24–31 \(Disease\)\nThe patient came with a \[red eye\|Disease\]/,
  );
  expect(story).toMatch(/sibling: T:2 red eye → T:1 eye disease → T:\d/);
  expect(story).toContain('asked of replay:made-up, request ');
  expect(story).toContain('“gout” (Disease): found');
  expect(story).toContain('passed: length, repeats a shot');
  const elsewhere = at('elsewhere/requests.sqlite');
  const blind = await run(generateShow, first?.id ?? '', '--in', out, '--store', elsewhere);
  expect(blind).toContain(`(${elsewhere} does not hold the request)`);
  expect(existsSync(elsewhere)).toBe(false);
});

test('a bound stops the run, says what is left, and the same command goes on', async () => {
  const args = [...options, '--out', at('bound/llm.jsonl')];
  expect(await run(generate, ...args, '--max-requests', '1')).toMatch(
    /stopped: .*; \d requests? left for the same command/,
  );
  expect(await json(generate, ...args)).toMatchObject({ kept: 1, left: 0, stopped: null });
});

test('filters: their counts are in the report', async () => {
  const held = at('test.tsv');
  writeFileSync(held, 'Other\tO\nwords\tO\n');
  const args = [
    ...options,
    '--out',
    at('filters/llm.jsonl'),
    '--known-concepts',
    '--leak',
    held,
    '--balance',
    '1',
  ];
  expect(await json(generate, ...args)).toMatchObject({
    sentences: 1,
    reasons: { balance: expect.any(Number) },
  });
});

test('wrong usage is caught before anything is asked', async () => {
  const failing = (...args: string[]) => expect(run(generate, ...args)).rejects;
  await failing(...options).toThrow('--out: is missing');
  await failing(...options, '--out', few).toThrow('overwrite');
  await failing(...options, '--out', at('x.jsonl'), '--preset', 'nope').toThrow('no preset of this name');
  await failing(few, '--kb', at('eye.kb'), '--out', at('x.jsonl'), '--max-cost', '1').toThrow('Add --llm');
  await failing(few, '--out', at('x.jsonl')).toThrow('--kb: is missing');
  await failing(...options, '--out', at('x.jsonl'), '--seed', '9').toThrow('same command goes on');
  expect(existsSync(at('x.jsonl'))).toBe(false);
});
