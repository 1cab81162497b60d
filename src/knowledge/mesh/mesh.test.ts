import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildKnowledgeBase } from '../build.js';
import { openKnowledgeBase } from '../store.js';
import { withTestSources } from '../testing.js';

const record = (id: string, name: string, trees: string[], terms: string[], note = '') => `
<DescriptorRecord DescriptorClass="1"><DescriptorUI>${id}</DescriptorUI>
<DescriptorName><String>${name}</String></DescriptorName>
<PharmacologicalActionList><PharmacologicalAction><DescriptorReferredTo><DescriptorUI>D9</DescriptorUI>
<DescriptorName><String>Elsewhere</String></DescriptorName></DescriptorReferredTo></PharmacologicalAction></PharmacologicalActionList>
<TreeNumberList>${trees.map((tree) => `<TreeNumber>${tree}</TreeNumber>`).join('')}</TreeNumberList>
<ConceptList><Concept PreferredConceptYN="Y"><ConceptUI>M1</ConceptUI><ScopeNote>${note}</ScopeNote>
<TermList>${terms.map((term) => `<Term><String>${term}</String></Term>`).join('')}</TermList></Concept></ConceptList>
</DescriptorRecord>`;

const document = (records: string, doctype = '') => `<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "https://www.nlm.nih.gov/databases/dtd/nlmdescriptorrecordset_20240101.dtd"${doctype}>
<DescriptorRecordSet LanguageCode="eng">${records}</DescriptorRecordSet>`;

const XML = document(
  record('D1', 'Toy Diseases', ['C04'], ['Toy Diseases', 'Diseases, Toy']) +
    record('D2', 'Red &amp; Blue Toy', ['C04.100', 'F03.5'], ['Red &amp; Blue Toy'], 'A toy.\n') +
    record('D3', 'Toy Minds', ['F03'], ['Toy Minds']),
);

describe('MeSH as XML', () => {
  test.each([
    ['plain', XML],
    ['gz', gzipSync(XML)],
  ])('%s: names, hierarchy, types by tree', (_, content) =>
    withTestSources([['mesh', 'desc.xml', content]], (kb, { sources, warnings }) => {
      expect(sources[0]).toMatchObject({ name: 'MeSH', version: '2024' });
      expect(warnings).toEqual([]);
      const [found] = kb.lookup('red & blue toy');
      expect(found).toMatchObject({ id: 'D2', definition: 'A toy.', types: ['C', 'C04', 'F', 'F03'] });
      expect(kb.parents('D2').map(({ id }) => id)).toEqual(['D1', 'D3']);
      expect(kb.semanticTypes('D1')).toEqual([
        { id: 'C', name: 'Diseases' },
        { id: 'C04', name: 'Toy Diseases' },
      ]);
      expect(kb.concept('C04.100')?.id).toBe('D2');
      expect(kb.lookup('diseases, toy').map(({ id }) => id)).toEqual(['D1']);
    }),
  );

  test('only a part of the tree, without a warning about the rest', () =>
    withTestSources(
      [['mesh', 'desc.xml', XML]],
      (kb, { concepts, warnings, sources }) => {
        expect(concepts).toBe(2);
        expect(kb.parents('D2').map(({ id }) => id)).toEqual(['D3']);
        expect(warnings).toEqual([]);
        expect(sources[0]?.counts.left).toEqual([{ what: 'terms', why: 'semantic type', count: 1 }]);
      },
      { semanticTypes: ['F03'] },
    ));

  test.each([
    ['entities', document('', ' [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]'), 'declares entities'],
    ['an unknown entity', document('<DescriptorRecord>&nothing;</DescriptorRecord>'), 'broken XML'],
    ['a cut', XML.slice(0, 900), 'broken XML'],
    ['another root', '<html></html>', 'no MeSH descriptors'],
    ['deep nesting', document('<a>'.repeat(50)), 'nested more than'],
    ['something else', 'hello', 'neither MeSH'],
  ])('%s: one clear error', async (_, content, message) => {
    await expect(withTestSources([['mesh', 'desc.xml', content]], () => {})).rejects.toThrow(message);
  });
});

const data = fileURLToPath(new URL('../../../../shared/data/mesh', import.meta.url));

describe.skipIf(!existsSync(data))('MeSH as tables (needs ../shared/data)', () => {
  test('has the published counts', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'hilgen-mesh-')), 'x.kb');
    const report = await buildKnowledgeBase([{ format: 'mesh', path: data }], out);
    expect(report).toMatchObject({ concepts: 30_764, untyped: 2, warnings: [] });
    expect(report.sources[0]).toMatchObject({ version: '2024', counts: { names: { read: 263_936 } } });
    const kb = openKnowledgeBase(out);
    expect(kb.concept('C10.228.140.380.100')?.name).toBe('Alzheimer Disease');
    expect(kb.lookup('senile dementia').map(({ id }) => id)).toEqual(['D000544']);
    kb.close();
  });
});
