import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HilgenError } from '../base/errors.js';
import { type Random, random } from '../base/random.js';
import { readDocuments, writeDocuments } from './corpora.js';
import type { Document } from './document.js';
import type { Format } from './format.js';
import { FORMATS, formatNamed } from './formats.js';

const folder = mkdtempSync(join(tmpdir(), 'hilgen-malformed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const origin = { kind: 'gold', file: 'x', line: 1 } as const;
const documents: Document[] = Array.from({ length: 6 }, (_, at) => ({
  id: `doc${at}`,
  text: `Renal café ${at} with gout.\nIn μ-blocker trials, p < 0.05 held for ulcers of 𝛼-type.`,
  spans: [
    { start: 0, end: 5, label: 'Sign', concept: 'D1' },
    { start: 6, end: 10, label: 'Drug', id: 'T2' },
    { start: 35, end: 38, label: 'Sign' },
  ],
  sections: [
    { start: 0, end: 24, kind: 'title' },
    { start: 25, end: 78, kind: 'abstract' },
  ],
  origin,
}));

async function* all(): AsyncGenerator<Document> {
  yield* documents;
}

/** The valid file of a format; of BRAT the annotations of one document. */
const valid = new Map<string, Buffer>();
const inside = join(folder, 'brat', 'doc0.ann');

beforeAll(async () => {
  for (const format of FORMATS.filter(({ holds }) => holds.spans)) {
    const path = join(folder, format.name);
    await writeDocuments(path, all(), { format });
    valid.set(format.name, readFileSync(format.name === 'brat' ? inside : path));
  }
});

type Mutation = (bytes: Buffer, draw: Random) => Buffer;

const onText =
  (change: (text: string, draw: Random) => string): Mutation =>
  (bytes, draw) =>
    Buffer.from(change(bytes.toString('utf8'), draw));

/** Replaces one random match. */
const replaceOne =
  (pattern: RegExp, by: (found: string) => string) =>
  (text: string, draw: Random): string => {
    const matches = [...text.matchAll(pattern)];
    const match = matches[draw.int(Math.max(1, matches.length))];
    if (match === undefined) return text;
    return text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
  };

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  truncated: (bytes, draw) => bytes.subarray(0, 1 + draw.int(bytes.length - 1)),
  'half a character': (bytes, draw) =>
    Buffer.concat([bytes.subarray(0, draw.int(bytes.length)), Buffer.from([0xc3])]),
  'Latin-1': (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  'UTF-16': (bytes) => Buffer.from(`\uFEFF${bytes.toString('utf8')}`, 'utf16le'),
  'a stray byte': (bytes, draw) => {
    const copy = Buffer.from(bytes);
    copy[draw.int(copy.length)] = 0xff;
    return copy;
  },
  zeros: (bytes, draw) => Buffer.concat([bytes.subarray(0, draw.int(bytes.length)), Buffer.alloc(64), bytes]),
  'a separator lost': onText(replaceOne(/[\t{}[\]:,<>]/g, () => '')),
  'a separator more': onText(replaceOne(/[\t{}[\]:,<>]/g, (sign) => sign + sign)),
  'a negative offset': onText(
    replaceOne(/(?<=[\t "':[,=])\d+(?=[\t "',}\]])/g, (number) => `-${number || 1}`),
  ),
  'an offset far off': onText(
    replaceOne(/(?<=[\t "':[,=])\d+(?=[\t "',}\]])/g, (number) => `${number}99999`),
  ),
  'a number as text': onText(replaceOne(/(?<=[\t "':[,=])\d+(?=[\t "',}\]])/g, () => '"many"')),
  'a text as number': onText(replaceOne(/"[^"\n]*"/g, () => '17')),
  'an object for a list': onText(replaceOne(/\[/g, () => '{"a":[')),
  'a null': onText(replaceOne(/"[^"\n]*"(?=[,}\]])/g, () => 'null')),
  'a line lost': onText((text, draw) => {
    const lines = text.split('\n');
    lines.splice(draw.int(lines.length), 1);
    return lines.join('\n');
  }),
  'lines out of order': onText((text, draw) => draw.shuffle(text.split('\n')).join('\n')),
  'a tag unknown': onText(replaceOne(/\b[BI]-\w+/g, (tag) => `X${tag}`)),
  'deep nesting': onText((text, draw) => {
    const at = draw.int(text.length);
    const [open, close] = text.includes('<collection') ? ['<a>', '</a>'] : ['[', ']'];
    return text.slice(0, at) + open.repeat(100_000) + close.repeat(100_000) + text.slice(at);
  }),
  'billion laughs': onText((text) => {
    const lols = Array.from({ length: 12 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`);
    const dtd = `<!DOCTYPE collection [<!ENTITY l0 "lol">${lols.join('')}]>`;
    return text.replace(/<!DOCTYPE[^>]*>/, dtd).replace(/<source>[^<]*/, '<source>&l12;');
  }),
  'a file of the disk': onText((text) =>
    text
      .replace(/<!DOCTYPE[^>]*>/, '<!DOCTYPE collection [<!ENTITY f SYSTEM "file:///etc/passwd">]>')
      .replace(/<source>[^<]*/, '<source>&f;'),
  ),
};

/** Converts the damaged file; gives the error, or nothing where the damage does no harm. */
async function attempt(format: Format, bytes: Buffer, out: string, guess = false): Promise<unknown> {
  const isBrat = format.name === 'brat';
  const path = isBrat ? join(folder, 'brat') : join(folder, 'damaged');
  writeFileSync(isBrat ? inside : path, bytes);
  try {
    await writeDocuments(out, readDocuments(path, {}, guess ? undefined : format), {
      format: formatNamed('jsonl'),
    });
    return undefined;
  } catch (error) {
    return error;
  } finally {
    if (isBrat) writeFileSync(inside, valid.get('brat') as Buffer);
  }
}

test('over 300 damaged files: one clear error each with its place, nothing half-written', async () => {
  const out = join(folder, 'out', 'x.jsonl');
  mkdirSync(join(folder, 'out'));
  const failures = new Map<string, number>();
  for (const [name, bytes] of valid) {
    for (const [kind, mutate] of Object.entries(MUTATIONS)) {
      for (let round = 0; round < 3; round++) {
        const damaged = mutate(bytes, random(round, name, kind));
        if (damaged.equals(bytes)) continue;
        const error = await attempt(formatNamed(name), damaged, out, round === 2);
        const title = `${name}, ${kind}, ${round}`;
        expect([title, existsSync(out)]).toEqual([title, error === undefined]);
        if (error === undefined) rmSync(out);
        else checkError(title, error);
        expect(readdirSync(join(folder, 'out'))).toEqual([]);
        if (error !== undefined) failures.set(name, (failures.get(name) ?? 0) + 1);
      }
    }
  }
  const total = [...failures.values()].reduce((sum, count) => sum + count, 0);
  expect(total).toBeGreaterThan(300);
  expect([...failures.keys()].sort()).toEqual([...valid.keys()].sort());
});

function checkError(title: string, error: unknown): void {
  if (!(error instanceof HilgenError)) throw new Error(`${title}: ${String((error as Error).stack)}`);
  expect([title, error.code]).toEqual([title, 'input']);
  expect([title, error.where?.startsWith(folder)]).toEqual([title, true]);
  expect(error.message.length).toBeLessThan(1000);
}

test('the errors name the line, where the format has lines', async () => {
  const cases: [string, RegExp, string, RegExp][] = [
    ['pubtator', /doc1\t6\t10/, 'doc1\t6\t1000', /:10: the mention 6–1000 is no stretch/],
    ['iob', /café\tB-Drug/, 'café', /damaged:\d+: only one column/],
    ['bioc-xml', /<\/passage>/, '', /:\d+: not readable as BioC XML/],
    ['jsonl', /"start":6/, '"start":"6"', /:1: spans\[1\]\.start/],
    ['spacy', /"end":10/, '"end":9999', /element 1, document doc0: the mention/],
  ];
  for (const [name, pattern, by, message] of cases) {
    const text = (valid.get(name) as Buffer).toString('utf8');
    const error = await attempt(
      formatNamed(name),
      Buffer.from(text.replace(pattern, by)),
      join(folder, 'out', 'y.jsonl'),
    );
    expect([name, (error as Error)?.message]).toEqual([name, expect.stringMatching(message)]);
  }
});

test('damaged archives: gz cut short, a tar cut short', async () => {
  const path = join(folder, 'corpus.tar.gz');
  await writeDocuments(path, all(), { format: formatNamed('brat') });
  const whole = readFileSync(path);
  for (const cut of [10, Math.floor(whole.length / 2), whole.length - 12]) {
    writeFileSync(path, whole.subarray(0, cut));
    const read = async (): Promise<void> => {
      for await (const _ of readDocuments(path));
    };
    await expect(read()).rejects.toThrow(HilgenError);
  }
  expect(statSync(path).size).toBeGreaterThan(0);
});
