import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { diffCorpora } from './check/diff.js';
import { findRepeats } from './check/repeats.js';
import { readCorpus, readDocuments, writeDocuments } from './corpora.js';
import type { Document } from './document.js';
import { formatNamed } from './formats.js';
import type { Remark } from './read-options.js';
import { detectFormat } from './sniff.js';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(data);
const folder = mkdtempSync(join(tmpdir(), 'hilgen-shared-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(path: string, remarks: Remark[] = []): Promise<Document[]> {
  const all: Document[] = [];
  for await (const one of readDocuments(path, { onRemark: (remark) => remarks.push(remark) })) all.push(one);
  return all;
}

async function* each(documents: readonly Document[]): AsyncGenerator<Document> {
  yield* documents;
}

const mentions = (all: readonly Document[]): number => all.reduce((sum, { spans }) => sum + spans.length, 0);
const ncbi = `${data}ncbi-disease/`;
const cdr = `${data}bc5cdr/`;
const CDR = { Training: 'train', Development: 'devel', Test: 'test' } as const;

/** In the IOB files mentions that end within a word take all of it, and "St. Anthony's fire" is cut in two sentences. */
const IOB_QUIRKS = { train: {}, devel: { boundary: 12, 'mention-right': 2 }, test: { boundary: 5 } } as const;

describe.skipIf(!isThere)(
  `corpora of ../shared/data in several formats${isThere ? '' : ' (skipped: not here)'}`,
  () => {
    test('the formats are told from the content', async () => {
      const formats: [string, string][] = [
        ['ncbi-disease/pubtator/NCBItrainset_corpus.txt', 'pubtator'],
        ['ncbi-disease/standoff.tar.gz', 'brat'],
        ['bc5cdr/bioc/CDR_TestSet.BioC.xml.gz', 'bioc-xml'],
        ['medmentions/iob/dev.tsv.gz', 'conll'],
        ['wikigold/wikigold.conll.txt', 'iob'],
        ['wnut17/emerging.test.annotated', 'iob'],
      ];
      for (const [file, name] of formats)
        expect([file, (await detectFormat(data + file)).name]).toEqual([file, name]);
    });

    test('NCBI Disease in PubTator and BRAT: the same, but for the document that stands twice', async () => {
      const pubtator = await read(`${ncbi}pubtator/NCBItrainset_corpus.txt`);
      const ids = new Set(pubtator.map(({ id }) => id));
      const brat = (await read(`${ncbi}standoff.tar.gz`)).filter(
        ({ id }) => ids.has(id) || id === '8528200.1',
      );
      expect([pubtator.length, ids.size, mentions(pubtator), brat.length]).toEqual([593, 592, 5145, 593]);
      const { differences, mentions: counts } = diffCorpora(pubtator, brat);
      expect(differences).toEqual([
        { kind: 'only-left', where: '8528200' },
        { kind: 'only-right', where: '8528200.1' },
      ]);
      expect(counts).toEqual({ same: 5145 - 11, left: 5145, right: 5145 });
    });

    test('NCBI Disease in PubTator and IOB: the repeated document, and two mentions that end within a word', async () => {
      const pubtator = await read(`${ncbi}pubtator/NCBItrainset_corpus.txt`);
      const iob = await read(`${ncbi}iob/train.tsv`);
      const { differences, mentions: counts } = diffCorpora(pubtator, iob, { ignoreLabels: true });
      expect(differences.map(({ kind, where }) => [kind, where])).toEqual([
        ['only-left', '8528200'],
        ['boundary', '10802668'],
        ['boundary', '2792129'],
      ]);
      expect(counts).toEqual({ same: 5132, left: 5145, right: 5134 });
    });

    test.each(Object.entries(CDR))('BC5CDR %s in PubTator, BioC and IOB', async (part, split) => {
      const pubtator = await read(`${cdr}pubtator/CDR_${part}Set.PubTator.txt`);
      const bioc = await read(`${cdr}bioc/CDR_${part}Set.BioC.xml.gz`);
      const toBioc = diffCorpora(pubtator, bioc);
      // BioC also spells out the parts of composite mentions; nothing of PubTator is missing.
      expect(new Set(toBioc.differences.map(({ kind }) => kind))).toEqual(new Set(['mention-right']));
      expect(toBioc.mentions.same).toBe(mentions(pubtator));
      expect(bioc.flatMap(({ relations = [] }) => relations)).toHaveLength(
        pubtator.flatMap(({ relations = [] }) => relations).length,
      );
      const toIob = diffCorpora(pubtator, await read(`${cdr}iob/${split}.tsv`));
      const counts: Record<string, number> = {};
      for (const { kind } of toIob.differences) counts[kind] = (counts[kind] ?? 0) + 1;
      expect([split, counts]).toEqual([split, IOB_QUIRKS[split]]);
    });

    test('PubTator comes back byte for byte', async () => {
      for (const file of [
        `${cdr}pubtator/CDR_TestSet.PubTator.txt`,
        `${ncbi}pubtator/NCBItestset_corpus.txt`,
      ]) {
        const out = join(folder, 'back.pubtator');
        await writeDocuments(out, readDocuments(file), { format: formatNamed('pubtator') });
        expect(readFileSync(out, 'utf8').trim()).toBe(readFileSync(file, 'utf8').trim());
      }
    });

    test.each(['bioc-xml', 'bioc-json', 'brat', 'jsonl'])(
      'BC5CDR through %s and back loses no mention, relation or concept',
      async (name) => {
        const before = await read(`${cdr}pubtator/CDR_TestSet.PubTator.txt`);
        const out = join(folder, `through-${name}`);
        await writeDocuments(out, each(before), { format: formatNamed(name) });
        const after = join(folder, 'after.pubtator');
        await writeDocuments(after, readDocuments(out), { format: formatNamed('pubtator') });
        const byId = (text: string): string[] => text.trim().split('\n\n').sort();
        const source = readFileSync(`${cdr}pubtator/CDR_TestSet.PubTator.txt`, 'utf8');
        if (name !== 'brat') expect(byId(readFileSync(after, 'utf8'))).toEqual(byId(source));
        expect(diffCorpora(before, await read(after)).differences).toEqual([]);
      },
    );

    test('the one mention whose text differs from its span is remarked upon, and kept', async () => {
      const remarks: Remark[] = [];
      await read(`${ncbi}pubtator/NCBItrainset_corpus.txt`, remarks);
      expect(remarks.map(({ kind, where }) => [kind, where.replace(/^.*:/, '')])).toEqual([
        ['surface', '3249'],
      ]);
    });

    test('documents become sentences with their place in the document', async () => {
      const [sentence] = await readCorpus(`${data}medmentions/pubtator_sample_st21pv.txt`);
      expect(sentence?.document).toEqual({ id: '25763772', start: 0 });
      const all = await readCorpus(`${data}medmentions/pubtator_sample_st21pv.txt`);
      expect(all.flatMap(({ spans }) => spans)).toHaveLength(115);
    });

    test('leakage as the readme counts it: 16 and 53 test sentences also stand in train', async () => {
      const leaks = async (name: string): Promise<number> => {
        const [train, test] = [
          await readCorpus(`${data}${name}/iob/train.tsv`),
          await readCorpus(`${data}${name}/iob/test.tsv`),
        ];
        const found = findRepeats([
          { name: 'train', sentences: train },
          { name: 'test', sentences: test },
        ]);
        return found.filter(({ kind }) => kind === 'leakage').length;
      };
      expect([await leaks('bc5cdr'), await leaks('bc2gm')]).toEqual([16, 53]);
    });
  },
);
