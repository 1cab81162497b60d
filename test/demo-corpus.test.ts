import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface DemoRecord {
  readonly id: string;
  readonly text: string;
  readonly tokens: readonly { readonly start: number; readonly end: number }[];
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: string }[];
  readonly meta: { readonly origin: { readonly kind: string; readonly file: string; readonly line: number } };
}

const root = new URL('..', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const SPLITS = [
  { split: 'pool', atLeast: 60 },
  { split: 'dev', atLeast: 40 },
  { split: 'test', atLeast: 150 },
];
const records = new Map(SPLITS.map(({ split }) => [split, recordsOf(split)]));

describe.each(SPLITS)('the demo $split', ({ split, atLeast }) => {
  const sentences = records.get(split) ?? [];

  it('is large enough, in sentences of 10 to 30 tokens', () => {
    expect(sentences.length).toBeGreaterThanOrEqual(atLeast);
    expect(sentences.filter(({ tokens }) => tokens.length < 10 || tokens.length > 30)).toEqual([]);
  });

  it('cuts its text into tokens that leave out only white space', () => {
    for (const { text, tokens } of sentences) {
      expect(tokens.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text.replaceAll(' ', ''));
    }
  });

  it('has spans in order, apart, on token boundaries, with known labels', () => {
    for (const { tokens, spans } of sentences) {
      const starts = tokens.map(({ start }) => start);
      const ends = tokens.map(({ end }) => end);
      let before = 0;
      for (const span of spans) {
        expect(['Disease', 'Chemical']).toContain(span.label);
        expect(starts).toContain(span.start);
        expect(ends).toContain(span.end);
        expect(span.start).toBeGreaterThanOrEqual(before);
        before = span.end;
      }
    }
  });

  it('says where each sentence stands in the marked file', () => {
    const lines = read(`demo/corpus/${split}.txt`).split('\n');
    for (const { text, meta } of sentences) {
      expect(meta.origin.file).toBe(`demo/corpus/${split}.txt`);
      expect(lines[meta.origin.line - 1]?.replace(/\[([^|]+)\|\w+\]/g, '$1')).toBe(text);
    }
  });
});

describe('the demo corpus', () => {
  const all = [...records.values()].flat();

  it('repeats no sentence and no id', () => {
    expect(new Set(all.map(({ text }) => text.toLowerCase())).size).toBe(all.length);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  it('knows between half and four fifths of the test mentions, so that a dictionary is neither perfect nor useless', () => {
    const names = namesOf(read('demo/terms.obo'));
    const mentions = mentionsOf(records.get('test') ?? []);
    const known = mentions.filter((mention) => names.has(mention)).length / mentions.length;
    expect(known).toBeGreaterThan(0.5);
    expect(known).toBeLessThan(0.8);
  });

  it('tests mentions that the pool does not have', () => {
    const pool = new Set(mentionsOf(records.get('pool') ?? []));
    const mentions = mentionsOf(records.get('test') ?? []);
    const seen = mentions.filter((mention) => pool.has(mention)).length / mentions.length;
    expect(seen).toBeGreaterThan(0.2);
    expect(seen).toBeLessThan(0.6);
  });
});

describe('scripts/make-demo-corpus.mjs', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hilgen-demo-'));
    execFileSync(process.execPath, ['scripts/make-demo-corpus.mjs', folder], { cwd: root });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(SPLITS)('makes the committed $split.jsonl', ({ split }) => {
    expect(readFileSync(join(folder, `${split}.jsonl`), 'utf8')).toBe(read(`demo/corpus/${split}.jsonl`));
  });
});

function recordsOf(split: string): DemoRecord[] {
  const lines = read(`demo/corpus/${split}.jsonl`).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as DemoRecord);
}

function mentionsOf(sentences: readonly DemoRecord[]): string[] {
  return sentences.flatMap(({ text, spans }) =>
    spans.map(({ start, end }) => text.slice(start, end).toLowerCase()),
  );
}

function namesOf(obo: string): Set<string> {
  const names = obo.matchAll(/^(?:name: (.+)|synonym: "(.+)" [A-Z]+ .*)$/gm);
  return new Set(Array.from(names, ([, name, synonym]) => (name ?? synonym ?? '').toLowerCase()));
}
