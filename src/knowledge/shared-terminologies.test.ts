import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { buildKnowledgeBase } from './build.js';
import { openKnowledgeBase } from './store.js';

const data = fileURLToPath(new URL('../../../shared/data/', import.meta.url));
const isThere = existsSync(data);
const out = mkdtempSync(join(tmpdir(), 'hilgen-kb-'));

/** terms, live terms, synonyms and is_a of live terms: the counts in the data folder's readme. */
const PUBLISHED: [string, number, number, number, number][] = [
  ['disease-ontology/doid.obo.gz', 13_982, 11_501, 18_766, 15_995],
  ['hpo/hp.obo.gz', 12_358, 12_226, 15_943, 16_044],
  ['chebi-slice/chebi_import.obo.gz', 1583, 1583, 6217, 2272],
];

describe.skipIf(!isThere)('published counts (needs ../shared/data)', () => {
  test.each(PUBLISHED)('%s', async (file, terms, live, synonyms, relations) => {
    const report = await buildKnowledgeBase([{ format: 'obo', path: join(data, file) }], join(out, 'x.kb'));
    const counts = report.sources[0]?.counts;
    expect(counts).toMatchObject({ synonyms, liveRelations: relations });
    expect(counts?.terms).toEqual({ read: terms, kept: terms });
    expect(report).toMatchObject({ relations, warnings: [] });
    const kb = openKnowledgeBase(join(out, 'x.kb'));
    expect(kb.summary()).toMatchObject({ concepts: live, obsolete: terms - live, relations });
    kb.close();
  });

  test('an IOB spelling finds its concept', async () => {
    const path = join(data, 'disease-ontology/doid.obo.gz');
    await buildKnowledgeBase([{ format: 'obo', path }], join(out, 'do.kb'));
    const kb = openKnowledgeBase(join(out, 'do.kb'));
    expect(kb.lookup('Ataxia - Telangiectasia').map(({ id }) => id)).toEqual(['DOID:12704']);
    expect(kb.parents('DOID:12704')).toEqual([
      { id: 'DOID:0050950', name: 'autosomal recessive cerebellar ataxia' },
    ]);
    kb.close();
  });
});
