import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { random } from '../../base/random.js';
import { LAYERS } from '../../corpus/sentence.js';
import { type BuildReport, buildKnowledgeBase } from '../build.js';
import type { BuildSettings } from '../fill.js';
import { openKnowledgeBase, type StoredKnowledgeBase } from '../store.js';
import { consoRow, defRow, relRow, styRow } from './invented.js';

const root = mkdtempSync(join(tmpdir(), 'hilgen-release-'));
afterAll(() => rmSync(root, { recursive: true }));
let number = 0;

type Files = Readonly<Record<string, string[] | Buffer>>;

async function withRelease<T>(
  files: Files,
  settings: BuildSettings,
  use: (kb: StoredKnowledgeBase, report: BuildReport) => T,
): Promise<T> {
  const folder = join(root, String(number++));
  mkdirSync(folder);
  for (const [name, rows] of Object.entries(files)) {
    writeFileSync(join(folder, name), Buffer.isBuffer(rows) ? rows : rows.map((row) => `${row}\n`).join(''));
  }
  const out = join(root, `${number}.kb`);
  const report = await buildKnowledgeBase([{ format: 'rrf', path: folder }], out, {}, settings);
  const kb = openKnowledgeBase(out);
  try {
    return use(kb, report);
  } finally {
    kb.close();
  }
}

const [A, B, C, D] = ['C0000001', 'C0000002', 'C0000003', 'C0000004'];

const RELEASE: Files = {
  'MRCONSO.RRF': [
    consoRow({ cui: A, text: 'Eye disease', preferred: true, vocabulary: 'SNOMEDCT_US', code: '10' }),
    consoRow({ cui: A, text: 'Eye disease', vocabulary: 'MSH', code: 'D1' }),
    consoRow({ cui: A, text: 'enfermedad ocular', language: 'SPA' }),
    consoRow({ cui: B, text: 'Red eye', termType: 'SY' }),
    consoRow({ cui: B, text: 'Eye redness', preferred: true }),
    consoRow({ cui: B, text: 'Red eye syndrome', suppress: 'O' }),
    consoRow({ cui: C, text: 'ojo seco', language: 'SPA', preferred: true }),
    consoRow({ cui: D, text: 'Eye drops', preferred: true, vocabulary: 'RXNORM' }),
  ],
  'MRSTY.RRF': [styRow(A, 'T047'), styRow(B, 'T184', 'Sign or Symptom'), styRow(D, 'T121')],
  'MRREL.RRF': [
    relRow(B, 'PAR', A, 'isa', 'SNOMEDCT_US'),
    relRow(A, 'CHD', B, 'inverse_isa', 'SNOMEDCT_US'),
    relRow(B, 'PAR', A, 'isa', 'MSH'),
    relRow(D, 'PAR', A, 'isa', 'MSH'),
    relRow(D, 'RO', A, 'may_be_treated_by'),
    relRow(A, 'RO', D, 'may_treat'),
    relRow(A, 'SIB', D),
    relRow(A, 'PAR', A),
    relRow(B, 'RB', A),
    relRow(A, 'RN', B),
    relRow(B, 'PAR', C),
  ],
  'MRDEF.RRF': [defRow(A, 'Second.', 'NCI'), defRow(A, 'First.', 'MSH'), defRow(C, 'Of nothing kept.')],
  'release.dat': ['umls.release.name=2024AB'],
};
const ENGLISH = { languages: ['ENG'] };

describe('an invented release', () => {
  test('names with their vocabularies, codes, definitions, the release’s own preference', () =>
    withRelease(RELEASE, ENGLISH, (kb, { sources, warnings }) => {
      expect(warnings).toEqual([]);
      expect(sources[0]).toMatchObject({ name: 'UMLS Metathesaurus', version: '2024AB' });
      expect(kb.concept(A)).toEqual({
        ...{ id: A, name: 'Eye disease', definition: 'First.', types: ['T047'], obsolete: false },
        names: [{ text: 'Eye disease', scope: 'name', vocabularies: ['MSH', 'SNOMEDCT_US'] }],
        xrefs: ['MSH:D1', 'SNOMEDCT_US:10'],
      });
      expect(kb.concept(B)?.name).toBe('Eye redness');
      expect(kb.concept(C)).toBeUndefined();
    }));

  test('a relation stands once, with every vocabulary that asserts it', () =>
    withRelease(RELEASE, ENGLISH, (kb, report) => {
      expect(report).toMatchObject({ relations: 2, otherRelations: 2 });
      const children = (vocabulary?: string) => kb.children(A, vocabulary).map(({ id }) => id);
      expect(children()).toEqual([B, D]);
      expect(children('SNOMEDCT_US')).toEqual([B]);
      expect(children('NONE')).toEqual([]);
      expect(kb.relations(A).map(({ type, direction, id }) => `${direction} ${type} ${id}`)).toEqual([
        `from broader ${B}`,
        `to may_be_treated_by ${D}`,
      ]);
    }));

  test('says what it left out, and why', () =>
    withRelease(RELEASE, ENGLISH, (_, { sources }) => {
      const left = sources[0]?.counts.left.map(({ what, why, count }) => `${count} ${what}: ${why}`);
      expect(left).toEqual([
        '2 names: language',
        '1 names: suppressed',
        '1 concepts: no usable name',
        '1 relations: siblings, known by their parents',
        '1 relations: to the concept itself',
        '1 relations: concept not kept',
        '1 definitions: concept not kept',
      ]);
    }));

  test.each<[string, BuildSettings, string[]]>([
    ['all languages', {}, [A, B, C, D]],
    ['one vocabulary', { ...ENGLISH, vocabularies: ['RXNORM'] }, [D]],
    ['a term type', { termTypes: ['SY'] }, [B]],
    ['a type', { ...ENGLISH, semanticTypes: ['T047'] }, [A]],
    ['a type by name', { ...ENGLISH, semanticTypes: ['sign or symptom'] }, [B]],
    ['a group', { ...ENGLISH, semanticTypes: ['DISO'] }, [A, B]],
  ])('%s', (_, settings, ids) =>
    withRelease(RELEASE, settings, (kb) => {
      expect([A, B, C, D].filter((id) => kb.concept(id))).toEqual(ids);
    }),
  );

  test('suppressed names on demand', () =>
    withRelease(RELEASE, { ...ENGLISH, suppressed: true }, (kb) => {
      expect(kb.lookup('red eye syndrome').map(({ id }) => id)).toEqual([B]);
    }));

  test('gz, also in parts that cut a line', () => {
    const whole = gzipSync(`${(RELEASE['MRCONSO.RRF'] as string[]).join('\n')}\n`);
    const rows = Buffer.from(`${(RELEASE['MRREL.RRF'] as string[]).join('\n')}\n`);
    const files = {
      ...{ 'MRCONSO.RRF.gz': whole, 'MRSTY.RRF': RELEASE['MRSTY.RRF'] ?? [], 'MRDEF.RRF': [] },
      'MRREL.RRF.aa.gz': gzipSync(rows.subarray(0, 100)),
      'MRREL.RRF.ab.gz': gzipSync(rows.subarray(100)),
    };
    return withRelease(files, ENGLISH, (kb, { relations, warnings }) => {
      expect({ relations, warnings }).toEqual({ relations: 2, warnings: [] });
      expect(kb.lookup('eye drops')).toHaveLength(1);
    });
  });

  test('bad rows are counted with their place, and missing files', () => {
    const rows = Buffer.concat([
      Buffer.from(`${consoRow({ cui: A, text: 'one' })}\nC1|ENG|short|\n`),
      Buffer.from([0x43, 0xff, 0x0a]),
      Buffer.from(`${consoRow({ cui: B, text: 'nul\0' })}\n`),
    ]);
    return withRelease({ 'MRCONSO.RRF': rows }, {}, (_, { concepts, warnings }) => {
      expect(concepts).toBe(1);
      expect(
        warnings.map(({ kind, count, examples }) => `${count} ${kind}: ${examples[0]?.slice(0, 33)}`),
      ).toEqual([
        '2 malformed line: MRCONSO.RRF:2: 4 columns, 18 were',
        '1 not UTF-8: MRCONSO.RRF:3: left out',
        expect.stringContaining('3 missing file'),
      ]);
    });
  });
});

const cui = fc.integer({ min: 1, max: 6 }).map((at) => `C000000${at}`);
const release = fc.record({
  'MRCONSO.RRF': fc.uniqueArray(
    fc
      .record({
        cui,
        text: fc.constantFrom('red eye', 'Red Eye', 'dry eye', 'eye', 'oculus'),
        vocabulary: fc.constantFrom('MSH', 'NCI'),
        language: fc.constantFrom('ENG', 'SPA'),
        preferred: fc.boolean(),
      })
      .map(consoRow),
    { minLength: 1, maxLength: 14 },
  ),
  'MRSTY.RRF': fc.uniqueArray(
    fc.tuple(cui, fc.constantFrom('T047', 'T184')).map(([id, type]) => styRow(id, type)),
  ),
  'MRREL.RRF': fc.uniqueArray(
    fc
      .tuple(
        cui,
        fc.constantFrom('PAR', 'CHD', 'RB', 'RO'),
        cui,
        fc.constantFrom('', 'near'),
        fc.constantFrom('MSH', 'NCI'),
      )
      .map((columns) => relRow(...columns)),
  ),
  'MRDEF.RRF': fc.uniqueArray(
    fc
      .tuple(cui, fc.constantFrom('One.', 'Two.'), fc.constantFrom('MSH', 'NCI'))
      .map((columns) => defRow(...columns)),
  ),
});

/** Everything a reader can ask of a small release. */
function answers(kb: StoredKnowledgeBase) {
  const ids = Array.from({ length: 6 }, (_, at) => `C000000${at + 1}`);
  return ids.map((id) => ({
    concept: { ...kb.concept(id) },
    types: kb.semanticTypes(id),
    relations: kb.relations(id),
    layers: LAYERS.map((layer) => kb.neighbours(id, layer, { limit: 2, random: random(3, id) })),
    lookups: (kb.concept(id)?.names ?? []).map(({ text }) => kb.lookup(text).map((one) => one.id)),
  }));
}

test('a release with its rows shuffled gives the same answers', async () => {
  await fc.assert(
    fc.asyncProperty(release, fc.nat(), async (files, seed) => {
      const shuffled = Object.fromEntries(
        Object.entries(files).map(([name, rows]) => [name, random(seed, name).shuffle(rows)]),
      );
      const straight = await withRelease(files, ENGLISH, answers);
      expect(await withRelease(shuffled, ENGLISH, answers)).toEqual(straight);
    }),
    { numRuns: 40 },
  );
});
