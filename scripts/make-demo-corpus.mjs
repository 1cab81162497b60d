#!/usr/bin/env node
/**
 * Writes {pool,dev,test}.jsonl from the marked sentences of demo/corpus/*.txt, beside them or into OUT.
 * A mark is `[mention|Label]`; offsets are UTF-16 code units of the text without marks.
 *
 *   node scripts/make-demo-corpus.mjs [OUT]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CORPUS = fileURLToPath(new URL('../demo/corpus', import.meta.url));
const MARK = /\[([^\]|]+)\|(\w+)\]/g;
const TOKEN = /[\p{L}\p{N}\p{M}]+|\S/gu;

/** @param {string} split @param {string} line @param {number} number */
function toRecord(split, line, number) {
  const { text, spans } = unmark(line);
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    start: index,
    end: index + token.length,
  }));
  const origin = { kind: 'gold', file: `demo/corpus/${split}.txt`, line: number };
  return { id: `${split}-${number}`, text, tokens, spans, meta: { origin } };
}

/** @param {string} line */
function unmark(line) {
  const spans = [];
  let text = '';
  let from = 0;
  for (const mark of line.matchAll(MARK)) {
    text += line.slice(from, mark.index);
    const mention = mark[1] ?? '';
    spans.push({ start: text.length, end: text.length + mention.length, label: mark[2] });
    text += mention;
    from = mark.index + mark[0].length;
  }
  return { text: text + line.slice(from), spans };
}

const out = process.argv[2] ?? CORPUS;
for (const split of ['pool', 'dev', 'test']) {
  const lines = readFileSync(join(CORPUS, `${split}.txt`), 'utf8')
    .trimEnd()
    .split('\n');
  const records = lines.map((line, index) => `${JSON.stringify(toRecord(split, line, index + 1))}\n`);
  writeFileSync(join(out, `${split}.jsonl`), records.join(''));
}
