import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCorpus } from './corpora.js';
import type { ReadOptions } from './read-options.js';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(data);

/** The counts that the data folder's readme gives, less `-DOCSTART-` blocks, which it counts as sentences and tokens. */
interface Row {
  readonly file: string;
  readonly sentences: number;
  readonly tokens: number;
  readonly mentions: number;
  readonly options?: ReadOptions;
}
const row = (
  file: string,
  sentences: number,
  tokens: number,
  mentions: number,
  options?: ReadOptions,
): Row => ({
  file,
  sentences,
  tokens,
  mentions,
  ...(options && { options }),
});

const ROWS: readonly Row[] = [
  row('ncbi-disease/iob/train.tsv', 5424, 135_701, 5134),
  row('ncbi-disease/iob/devel.tsv', 923, 23_969, 787),
  row('ncbi-disease/iob/test.tsv', 940, 24_497, 960),
  row('bc5cdr/iob/train.tsv', 4560, 118_170, 9385),
  row('bc5cdr/iob/devel.tsv', 4581, 117_453, 9593),
  row('bc5cdr/iob/test.tsv', 4797, 124_750, 9809),
  row('medmentions/iob/dev.tsv.gz', 8284, 220_293, 67_030),
  row('medmentions/iob/dev.tsv.gz', 8284, 220_293, 37_604, { tagColumn: 2 }),
  row('medmentions/iob/test.tsv.gz', 8312, 219_149, 66_886),
  row('medmentions/iob/test.tsv.gz', 8312, 219_149, 37_369, { tagColumn: 2 }),
  row('bc2gm/iob/train.tsv', 12_574, 355_405, 15_197),
  row('bc2gm/iob/devel.tsv', 2519, 71_042, 3061),
  row('bc2gm/iob/test.tsv', 5038, 143_465, 6325),
  row('jnlpba/iob/devel.tsv', 1939 - 200, 47_661 - 200, 4551),
  row('jnlpba/iob/test.tsv', 4260 - 404, 101_443 - 404, 8662),
  row('bionlp13cg/iob/train.tsv', 3033, 83_467, 10_826),
  row('bionlp13cg/iob/devel.tsv', 1003, 27_599, 3616),
  row('bionlp13cg/iob/test.tsv', 1906, 52_771, 6881),
  row('wnut17/wnut17train.conll', 3394, 62_730, 1975),
  row('wnut17/emerging.dev.conll', 1009, 15_733, 836),
  row('wnut17/emerging.test.annotated', 1287, 23_394, 1079),
  row('wikigold/wikigold.conll.txt', 1841 - 145, 39_152 - 145, 3558),
];

const counts = async ({ file, options }: Row) => {
  const sentences = await readCorpus(data + file, options);
  return {
    sentences: sentences.length,
    tokens: sentences.reduce((total, { tokens }) => total + tokens.length, 0),
    mentions: sentences.reduce((total, { spans }) => total + spans.length, 0),
  };
};

describe.skipIf(!isThere)(`the corpora in ../shared/data${isThere ? '' : ' (skipped: not here)'}`, () => {
  test.each(ROWS)('$file has its $mentions mentions', async (expected) => {
    const { sentences, tokens, mentions } = expected;
    expect(await counts(expected)).toEqual({ sentences, tokens, mentions });
  });

  test('the six parts of the Broad Twitter Corpus, less four empty tokens, one of them a whole sentence', async () => {
    const parts = ['a', 'b', 'e', 'f', 'g', 'h'].map((part) => row(`btc/${part}.conll`, 0, 0, 0));
    const all = await Promise.all(parts.map(counts));
    expect(all.map(({ sentences }) => sentences)).toEqual([1000, 2000, 200, 2000, 2138, 2001 - 1]);
    expect(all.reduce((total, { tokens }) => total + tokens, 0)).toBe(150_387 - 4);
    expect(all.reduce((total, { mentions }) => total + mentions, 0)).toBe(14_885);
  });

  test('Wikigold reads as IOB1: 712 to 1,014 mentions of each label', async () => {
    const sentences = await readCorpus(`${data}wikigold/wikigold.conll.txt`);
    const labels = sentences.flatMap(({ spans }) => spans.map(({ label }) => label));
    const count = (wanted: string): number => labels.filter((label) => label === wanted).length;
    expect(['LOC', 'PER', 'ORG', 'MISC'].map(count)).toEqual([1014, 934, 898, 712]);
  });

  test('the damaged source of MedMentions is refused with its line, and read when called IOB1', async () => {
    const file = `${data}medmentions/original/medMentions-dev-CUI-version.tsv.gz`;
    await expect(readCorpus(file)).rejects.toThrow(/tsv\.gz:\d+: tag "I-C\d+": no mention of C\d+/);
    expect(await readCorpus(file, { scheme: 'iob1' })).toHaveLength(8284);
  });
});
