import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { random } from '../../base/random.js';
import { type BuildReport, buildKnowledgeBase } from '../build.js';
import { openKnowledgeBase, type StoredKnowledgeBase } from '../store.js';

const maker = fileURLToPath(new URL('../../../../shared/tools/make-rrf.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'hilgen-rrf-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Sample {
  readonly usable: readonly string[];
  readonly treeParent: string | null;
  readonly treeChildren: readonly string[];
  readonly treeSiblings: readonly string[];
}

describe.skipIf(!existsSync(maker))('a made-up release (needs ../shared/tools)', () => {
  let kb: StoredKnowledgeBase;
  let report: BuildReport;
  let expected: Record<string, number> & { readonly samples: Readonly<Record<string, Sample>> };
  let named: Set<string>;
  let pairs: Set<string>;

  beforeAll(async () => {
    execFileSync('node', [maker, folder, '--concepts', '20000']);
    expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
    const rows = (file: string) =>
      readFileSync(join(folder, file), 'utf8')
        .trimEnd()
        .split('\n')
        .map((row) => row.split('|'));
    named = new Set(
      rows('MRCONSO.RRF')
        .filter((row) => row[1] === 'ENG' && row[16] === 'N')
        .map(([cui = '']) => cui),
    );
    pairs = new Set(
      rows('MRREL.RRF').flatMap(([one = '', , , rel, other = '']) =>
        rel === 'PAR' ? [`${one} ${other}`] : rel === 'CHD' ? [`${other} ${one}`] : [],
      ),
    );
    const out = join(folder, 'x.kb');
    report = await buildKnowledgeBase([{ format: 'rrf', path: folder }], out, {}, { languages: ['ENG'] });
    kb = openKnowledgeBase(out);
  });
  afterAll(() => kb.close());

  test('names and concepts are counted as the release says', () => {
    const [{ counts } = { counts: undefined }] = report.sources;
    const left =
      counts?.left.filter(({ what }) => what === 'names').reduce((sum, { count }) => sum + count, 0) ?? 0;
    expect((counts?.names.read ?? 0) - left).toBe(expected.usableNames);
    expect(report.names).toBe(counts?.names.kept);
    expect(report.concepts).toBe(expected.conceptsWithUsableName);
    expect(named.size).toBe(expected.conceptsWithUsableName);
    const unnamed = counts?.left.find(({ what }) => what === 'concepts')?.count;
    expect(unnamed).toBe((expected.concepts ?? 0) - named.size);
    expect(counts?.types).toBe(expected.typeRows);
    expect(report.warnings).toEqual([]);
  });

  test('every parent pair between named concepts is there once, and no other', () => {
    expect(pairs.size).toBe((expected.parentPairs ?? 0) + (expected.cycles ?? 0) + (expected.selfLoops ?? 0));
    const kept = [...pairs].filter((pair) => {
      const [child = '', parent = ''] = pair.split(' ');
      return child !== parent && named.has(child) && named.has(parent);
    });
    expect(report.relations).toBe(kept.length);
  });

  test('the sampled concepts have their names and relatives', () => {
    for (const [id, { usable, treeParent, treeChildren, treeSiblings }] of Object.entries(expected.samples)) {
      if (usable.length === 0) expect(kb.concept(id)).toBeUndefined();
      else {
        expect(
          kb
            .concept(id)
            ?.names.map(({ text }) => text)
            .sort(),
        ).toEqual([...new Set(usable)].sort());
        const ids = (layer: 'parent' | 'child' | 'sibling') =>
          kb
            .neighbours(id, layer, { limit: 999, random: random(1), vocabulary: 'SNOMEDCT_US' })
            .map((one) => one.id);
        const present = (wanted: readonly string[]) => wanted.filter((one) => named.has(one));
        const hasParent = treeParent !== null && named.has(treeParent);
        expect(ids('parent')).toEqual(expect.arrayContaining(hasParent ? [treeParent] : []));
        expect(ids('child')).toEqual(expect.arrayContaining(present(treeChildren)));
        expect(ids('sibling')).toEqual(expect.arrayContaining(hasParent ? present(treeSiblings) : []));
      }
    }
  });

  test('quotes, backslashes and other letters are text', () => {
    for (const sign of ['"', '\\', 'β']) {
      const row = readFileSync(join(folder, 'MRCONSO.RRF'), 'utf8')
        .split('\n')
        .find((line) => {
          const columns = line.split('|');
          return columns[14]?.includes(sign) && columns[1] === 'ENG' && columns[16] === 'N';
        });
      const [id = '', name = ''] = [row?.split('|')[0], row?.split('|')[14]];
      expect(kb.concept(id)?.names.map(({ text }) => text)).toContain(name);
      expect(kb.lookup(name).map((concept) => concept.id)).toContain(id);
    }
  });

  test('concepts without a type row are kept', () => {
    const untyped = [...named].filter((id) => kb.concept(id)?.types.length === 0);
    expect(report.untyped).toBe(untyped.length);
    expect(untyped.length).toBeGreaterThan(0);
  });

  test('relations that are no is_a stand once, not once from each end', () => {
    expect(report.otherRelations).toBeGreaterThan(0);
    const [id = ''] = [...named].filter((one) => kb.relations(one).length > 0);
    for (const { id: other, type, direction } of kb.relations(id)) {
      expect(type).toBe('associated_with');
      const back = kb.relations(other).filter((relation) => relation.id === id);
      expect(back).toMatchObject([{ type, direction: direction === 'to' ? 'from' : 'to' }]);
    }
  });
});
