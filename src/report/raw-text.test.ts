import { expect, it } from 'vitest';
import type { Account as RawAccount } from '../distant/index.js';
import { rawTextBlocks } from './raw-text.js';

const teacher = (name: string, claims: number, share: number, precision?: number) => ({
  ...{ teacher: name, claims, coverage: share, overlap: share / 2, conflict: share / 4, precision },
  shots: { claims: 4, right: 3, mentions: 6 },
});

const account = (changes: Partial<RawAccount> = {}): RawAccount => ({
  ...{ sentences: 10, tokens: 100, spanTokens: 20, unknownTokens: 5, candidates: 12 },
  ...{ spans: { D: 6, C: 2 }, unknown: { heads: 3 }, teachers: [teacher('names', 10, 0.8, 0.9)] },
  ...changes,
});

const tablesOf = (...args: Parameters<typeof rawTextBlocks>) =>
  rawTextBlocks(...args).flatMap((block) => (block.kind === 'table' ? [block] : []));

it('tells what each teacher claimed and what the tokens became, as means over the seeds', () => {
  const other = account({
    ...{ spanTokens: 30, unknownTokens: 15, spans: { D: 10 }, unknown: { heads: 1, votes: 4 } },
    teachers: [teacher('names', 20, 0.6, 0.7), teacher('model', 0, 0)],
  });
  const [teachers, tokens, unknown] = tablesOf('data', [
    { source: '+ raw', accounts: [account(), other] },
    { source: '+ LLM', accounts: [] },
  ]);
  expect(teachers?.rows).toEqual([
    ['+ raw', 'names', '15', '70.0', '35.0', '17.5', '80.0', '3 of 4', '6'],
    ['+ raw', 'model', '0', '0.0', '0.0', '0.0', '', '3 of 4', '6'],
  ]);
  expect(tokens?.rows).toEqual([['+ raw', '10', '100', '12', '9', '25.0', '10.0']]);
  expect([unknown?.header, unknown?.rows]).toEqual([['source', 'heads', 'votes'], [['+ raw', '2', '2']]]);
  for (const { header, rows } of [teachers, tokens, unknown].flatMap((table) => table ?? []))
    for (const row of rows) expect(row).toHaveLength(header.length);
});

it('is silent where no source has raw text', () => {
  expect(rawTextBlocks('data', [{ source: '+ LLM', accounts: [] }])).toEqual([]);
});
