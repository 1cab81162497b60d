import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand, runForJson } from '../../test/support/run-command.js';
import { readCorpus } from '../corpus/index.js';
import { buildKnowledgeBase } from '../knowledge/index.js';
import { type Behaviour, type LoopbackServer, loopbackServer } from '../llm/testing/loopback-server.js';
import { textOf } from '../llm/testing/requests.js';
import { generate } from './generate.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-raw-llm-'));
const at = (name: string): string => join(folder, name);

const ANSWERS: Readonly<Record<string, Behaviour>> = {
  'Ann had gout.': says(['gout']),
  'Bob had gout.': says([]),
  'Cid had gout.': { kind: 'answer', text: 'Gout is a disease. Sorry, I cannot say more.' },
  'Dan had gout.': { kind: 'raw', status: 400, body: '{"error": {"message": "content policy"}}' },
  'Eve had gout.': says(['gout', 'dry eye']),
  'Fay had a Zebra syndrome.': says(['Zebra syndrome']),
  'She had gout.': says(['gout']),
  'He had red eye.': says([]),
};

const REFUSED = 'Dan had gout.';

function says(mentions: readonly string[]): Behaviour {
  const text = JSON.stringify({ mentions: mentions.map((text) => ({ text, label: 'D' })) });
  return { kind: 'answer', text };
}

/** The sentence that a prompt asks about. */
const askedIn = (prompt: string): string => /same way:\n\n(.+)\n/u.exec(prompt)?.[1] ?? '';

let server: LoopbackServer;
let asked: string[] = [];
let onCall = (): void => {};

beforeAll(async () => {
  writeFileSync(at('eyes.csv'), 'id,name,synonyms,type,parents\nD:1,gout,,T047,\nD:2,red eye,,T047,\n');
  await buildKnowledgeBase([{ format: 'csv', path: at('eyes.csv') }], at('eyes.kb'));
  const raw = Object.keys(ANSWERS).slice(0, 6);
  writeFileSync(at('raw.txt'), `${raw.join('\n\n')}\n`);
  writeFileSync(
    at('few.tsv'),
    'She\tO\nhad\tO\ngout\tB-D\n.\tO\n\nHe\tO\nhad\tO\nred\tB-D\neye\tI-D\n.\tO\n',
  );
  server = await loopbackServer(({ body }) => {
    const sentence = askedIn(textOf(body)).replace(/ \.$/u, '.');
    asked.push(sentence);
    onCall();
    return ANSWERS[sentence] ?? { kind: 'raw', status: 500, body: `unexpected: ${sentence}` };
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  asked = [];
  onCall = () => {};
});

const command = (out: string, ...more: string[]): string[] => [
  ...['--raw', at('raw.txt'), '--teacher', at('eyes.kb'), '--few', at('few.tsv'), '--unknown', 'none'],
  ...['--llm', server.url, '--model', 'loopback', '--out', at(out), ...more],
];

test('its answers are votes; what it says nothing usable of, it knows nothing of; the second time nothing is asked', async () => {
  const report = await runForJson(generate, ...command('a/distant.jsonl'));
  expect(asked.toSorted()).toEqual(Object.keys(ANSWERS).sort());
  expect(report).toMatchObject({
    candidates: 6,
    teachers: [
      // Of its five only Ann’s is seen by both; against Bob’s alone the model speaks by its silence.
      { teacher: 'eyes', claims: 5, coverage: 5 / 6, overlap: 1 / 6, conflict: 1 / 6 },
      {
        ...{ teacher: 'language model', claims: 2, coverage: 2 / 6, overlap: 1 / 6, conflict: 0 },
        shots: { claims: 1, right: 1, mentions: 2 },
      },
    ],
    languageModel: {
      ...{ preset: 'mark', sentences: 8, told: 5, calls: 8, failed: 1, left: 0, stopped: null },
      reasons: { unreadable: 1, 'mention absent': 1, 'no answer': 1 },
    },
  });
  const sentences = await readCorpus(at('a/distant.jsonl'));
  const teachersOf = (text: string): unknown => {
    const origin = sentences.find((sentence) => sentence.text === text)?.origin;
    return origin?.kind === 'distant' ? origin.votes.map(({ teachers }) => teachers) : undefined;
  };
  expect(teachersOf('Ann had gout.')).toEqual([['eyes', 'language model']]);
  expect(teachersOf('Eve had gout.')).toEqual([['eyes']]);
  expect(teachersOf('Fay had a Zebra syndrome.')).toEqual([['language model']]);

  const first = readFileSync(at('a/distant.jsonl'), 'utf8');
  asked = [];
  const text = await runCommand(generate, ...command('a/distant.jsonl'));
  expect(asked).toEqual([REFUSED]);
  expect(text).toContain('8 sentences, 5 marked, ');
  expect(text).toContain('1 call, 7 answers kept from before, 1 failed');
  expect(readFileSync(at('a/distant.jsonl'), 'utf8')).toBe(first);
});

test('without another teacher, and from a recording', async () => {
  const record = at('recorded.jsonl');
  const alone = (...more: string[]) =>
    command('b/distant.jsonl', ...more).filter((arg) => arg !== '--teacher' && arg !== at('eyes.kb'));
  const live = await runForJson(generate, ...alone('--record', record));
  expect(live).toMatchObject({ teachers: [{ teacher: 'language model', claims: 2, coverage: 1 }] });
  asked = [];
  const replayed = alone('--store', at('replayed.sqlite')).map((arg) =>
    arg === server.url ? `replay:${record}` : arg,
  );
  // The recording lacks the refused one.
  await expect(runForJson(generate, ...replayed)).rejects.toThrow('no answer to this request');
  expect(asked).toEqual([]);
});

describe('bounds', () => {
  test('--llm-sentences: so many of the text are asked of, and no others; more includes fewer', async () => {
    const ofRaw = async (count: number): Promise<string[]> => {
      asked = [];
      const out = `c${count}/distant.jsonl`;
      const report = await runForJson(generate, ...command(out, '--llm-sentences', String(count)));
      expect(report).toMatchObject({ sentences: 6, languageModel: { sentences: count + 2 } });
      return asked.filter((sentence) => !/^S?[Hh]e /u.test(sentence));
    };
    const [three, five] = [await ofRaw(3), await ofRaw(5)];
    expect([new Set(three).size, new Set(five).size]).toEqual([3, 5]);
    expect(new Set([...three, ...five]).size).toBe(5);
  });

  test('--max-requests labels by what is known, says what is left, and the same command asks for the rest', async () => {
    const args = command('d/distant.jsonl', '--concurrency', '1');
    const part = await runForJson(generate, ...args, '--max-requests', '3');
    expect(part).toMatchObject({ sentences: 6, languageModel: { calls: 3, left: 5 } });
    await runForJson(generate, ...args);
    const answered = asked.filter((sentence) => sentence !== REFUSED);
    expect(answered.toSorted()).toEqual(
      Object.keys(ANSWERS)
        .filter((sentence) => sentence !== REFUSED)
        .sort(),
    );
  });

  test('ctrl-C in the middle: no file is left, and the same command asks for the rest alone', async () => {
    const args = command('e/distant.jsonl', '--concurrency', '1');
    const abort = new AbortController();
    onCall = () => {
      if (asked.length === 4) abort.abort();
    };
    const interrupted = new Command().exitOverride().configureOutput({ writeErr: () => {} });
    const work = () => ({ signal: abort.signal });
    generate.define(interrupted, { print: () => {}, remark: () => {}, work });
    await expect(interrupted.parseAsync(args, { from: 'user' })).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(existsSync(at('e/distant.jsonl'))).toBe(false);
    // The fourth was on its way: its answer may have come in time or not.
    const [first, answered] = [asked, asked.slice(0, 3).filter((sentence) => sentence !== REFUSED)];
    asked = [];
    onCall = () => {};
    await runForJson(generate, ...args);
    expect(first).toHaveLength(4);
    expect(asked.filter((sentence) => answered.includes(sentence))).toEqual([]);
    expect([...first, ...asked]).toEqual(expect.arrayContaining(Object.keys(ANSWERS)));
  });
});

describe('looking ahead', () => {
  test('a dry run prints a prompt, calls and tokens; nothing is asked, no file made', async () => {
    const text = await runCommand(generate, ...command('f/distant.jsonl', '--dry-run'));
    expect(text).toContain('Sentence: She had gout .\nMentions: [{"text":"gout","label":"D"}]');
    expect(text).toMatch(/8 sentences in 8 requests.*\n8 calls, about [\d,]+ tokens/u);
    expect(await runForJson(generate, ...command('f/distant.jsonl', '--dry-run'))).toMatchObject({
      calls: 8,
    });
    expect(asked).toEqual([]);
    expect(existsSync(at('f'))).toBe(false);
  });

  test('a preview shows a few sentences; they are not asked of again', async () => {
    const text = await runCommand(generate, ...command('g/distant.jsonl', '--preview', '2'));
    expect(asked).toHaveLength(2);
    for (const sentence of asked) expect(text).toContain(sentence.split(' ')[0]);
    expect(existsSync(at('g/distant.jsonl'))).toBe(false);
    const again = await runForJson(generate, ...command('g/distant.jsonl', '--preview', '2'));
    expect(again).toMatchObject({ preview: true, languageModel: { sentences: 2 } });
    expect(new Set(asked.filter((sentence) => sentence !== REFUSED)).size).toBe(
      asked.filter((sentence) => sentence !== REFUSED).length,
    );
  });
});

test.each([
  [['--llm-sentences', '0'], 'whole number'],
  [['--preset', 'grounded'], 'does not mark those of a text'],
  [['--leak', 'dev.tsv'], 'does nothing with --raw'],
])('%j: wrong use is one error before anything is asked', async (more, message) => {
  await expect(runCommand(generate, ...command('x/distant.jsonl', ...more))).rejects.toThrow(message);
  expect(asked).toEqual([]);
  expect(existsSync(at('x'))).toBe(false);
});

test('examples are needed, and a preset for raw text has nothing to do without it', async () => {
  const args = command('x/distant.jsonl').filter((arg) => arg !== '--few' && arg !== at('few.tsv'));
  await expect(runCommand(generate, ...args)).rejects.toThrow('--few: is missing');
  const writing = [at('few.tsv'), '--llm', server.url, '--preset', 'mark', '--out', at('x/llm.jsonl')];
  await expect(runCommand(generate, ...writing)).rejects.toThrow('it marks raw text');
  expect(asked).toEqual([]);
});
