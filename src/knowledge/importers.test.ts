import { describe, expect, test } from 'vitest';
import { withTestSources } from './testing.js';

const CSV = `id,name,synonyms,type,parents
X:1,eye disease,,T047,
X:2,"red eye, acute",eye redness|"pink" eye,T047|T184,X:1|X:9
,nameless,,,
X:3,,,,
X:4,gold,aurum,T121,
`;

describe('lists of terms', () => {
  test('commas and quotes; what is wrong is counted with its line', () =>
    withTestSources([['csv', 'x.csv', CSV]], (kb, { warnings }) => {
      expect(kb.concept('X:2')?.names.map(({ text }) => text)).toEqual([
        'red eye, acute',
        '"pink" eye',
        'eye redness',
      ]);
      expect(kb.lookup('eye redness')[0]).toMatchObject({ id: 'X:2', types: ['T047', 'T184'] });
      expect(kb.parents('X:2')).toEqual([{ id: 'X:1', name: 'eye disease' }]);
      expect(warnings).toMatchObject([
        { kind: 'malformed line', examples: ['x.csv:4: no id:  nameless   '] },
        { kind: 'no name', examples: ['x.csv:5: X:3 has no name: left out'] },
        { kind: 'unknown parent', count: 1 },
      ]);
    }));

  test('tabs: quotes are text', () =>
    withTestSources([['csv', 'x.tsv', '\uFEFFName\tID\n"red" eye\tX:1\n']], (kb) => {
      expect(kb.concept('X:1')?.name).toBe('"red" eye');
    }));

  test('of some types alone, by group', () =>
    withTestSources([['csv', 'x.csv', CSV]], (_, { concepts }) => expect(concepts).toBe(2), {
      semanticTypes: ['DISO'],
    }));

  test.each([
    ['no id column', 'name\nred eye\n', 'no column id'],
    ['an open quote', 'id,name\nX:1,"red\nX:2,b\n', 'broken CSV'],
  ])('%s: one clear error', async (_, content, message) => {
    await expect(withTestSources([['csv', 'x.csv', content]], () => {})).rejects.toThrow(message);
  });

  test('strictly: the first mistake is an error with its place', async () => {
    const build = withTestSources([['csv', 'x.csv', CSV]], () => {}, { strict: true });
    await expect(build).rejects.toMatchObject({ code: 'input', where: 'x.csv:4' });
  });
});

const OBO = `ontology: toy
default-namespace: main

[Term]
id: T:1
name: root
subset: slim

[Term]
id: T:2
name: leaf
subset: slim
alt_id: T:20
is_a: T:1
relationship: part_of T:3 {x="y"} ! side
relationship: has_role T:1

[Term]
id: T:3
name: side
namespace: other
`;

describe('OBO', () => {
  test('relationships by choice, from both ends', () =>
    withTestSources(
      [['obo', 'x.obo', OBO]],
      (kb, report) => {
        expect(report).toMatchObject({ relations: 1, otherRelations: 1, warnings: [] });
        expect(kb.relations('T:2')).toEqual([{ type: 'part_of', direction: 'to', id: 'T:3', name: 'side' }]);
        expect(kb.relations('T:3')).toMatchObject([{ type: 'part_of', direction: 'from', id: 'T:2' }]);
        expect(kb.otherIds('T:2')).toEqual(['T:20']);
      },
      { relationships: ['part_of'] },
    ));

  test.each([
    ['subset', { subsets: ['slim'] }],
    ['namespace', { namespaces: ['main'] }],
  ])('of one %s alone, relations to the rest go without a warning', (why, settings) =>
    withTestSources(
      [['obo', 'x.obo', OBO]],
      (_, { concepts, warnings, sources }) => {
        expect({ concepts, warnings }).toEqual({ concepts: 2, warnings: [] });
        expect(sources[0]?.counts.left).toEqual([{ what: 'terms', why, count: 1 }]);
      },
      { ...settings, relationships: ['*'] },
    ),
  );

  const iri = (id: string) => `http://purl.obolibrary.org/obo/${id}`;
  const GRAPHS = {
    graphs: [
      {
        id: iri('toy.json'),
        nodes: [
          { id: iri('T_1'), lbl: 'root', type: 'CLASS', meta: { subsets: [iri('toy#slim')] } },
          {
            id: iri('T_2'),
            lbl: 'leaf',
            meta: {
              definition: { val: 'A leaf.' },
              synonyms: [{ pred: 'hasNarrowSynonym', val: 'leaflet' }],
              xrefs: [{ val: 'U:1' }],
              basicPropertyValues: [
                { pred: 'http://www.geneontology.org/formats/oboInOwl#hasAlternativeId', val: 'T:20' },
              ],
            },
          },
          { id: iri('p'), lbl: 'part of', type: 'PROPERTY' },
          { lbl: 'no id' },
        ],
        edges: [
          { sub: iri('T_2'), pred: 'is_a', obj: iri('T_1') },
          { sub: iri('T_2'), pred: iri('BFO_0000050'), obj: iri('T_1') },
        ],
      },
    ],
  };

  test('OBO Graphs', () =>
    withTestSources([['obo', 'x.json', JSON.stringify(GRAPHS)]], (kb, report) => {
      expect(report).toMatchObject({ concepts: 2, relations: 1, otherRelations: 0 });
      expect(report.warnings).toMatchObject([{ kind: 'malformed line', count: 1 }]);
      expect(kb.concept('T:20')).toMatchObject({
        ...{ id: 'T:2', name: 'leaf', definition: 'A leaf.', xrefs: ['U:1'] },
        names: [
          { text: 'leaf', scope: 'name' },
          { text: 'leaflet', scope: 'NARROW' },
        ],
      });
      expect(kb.parents('T:2').map(({ id }) => id)).toEqual(['T:1']);
    }));

  test.each(['{"a": 1}', '{"graphs": [', '{"graphs": {}}'])('%s is an error', async (content) => {
    const build = withTestSources([['obo', 'x.json', content]], () => {});
    await expect(build).rejects.toThrow('not OBO Graphs');
  });
});

describe('SSSOM', () => {
  const LEFT =
    '[Term]\nid: A:1\nname: one\n\n[Term]\nid: A:2\nname: two\nis_a: A:1\nsynonym: "zwei" EXACT []\n';
  const RIGHT =
    '[Term]\nid: B:1\nname: eins\n\n[Term]\nid: B:2\nname: zwei\nis_a: B:1\n\n[Term]\nid: B:3\nname: drei\nis_a: B:2\n';
  const sssom = (...rows: string[]) =>
    `# license: CC0\n# mapping_set_id: "toy"\nsubject_id\tpredicate_id\tobject_id\tpredicate_modifier\n${rows.join('\n')}\n`;
  const build = <T>(rows: string[], use: Parameters<typeof withTestSources<T>>[1]) =>
    withTestSources<T>(
      [
        ['obo', 'a.obo', LEFT],
        ['obo', 'b.obo', RIGHT],
        ['sssom', 'm.tsv', sssom(...rows)],
      ],
      use,
    );

  test('exact matches join concepts, through ids that no source has too', () =>
    build(['M:1\tskos:exactMatch\tB:2\t', 'M:1\tskos:exactMatch\ta:2\t'], (kb, report) => {
      expect(report).toMatchObject({ joined: 1, concepts: 4, unusedMatches: 0, warnings: [] });
      for (const id of ['A:2', 'B:2', 'M:1']) expect(kb.concept(id)?.id).toBe('A:2');
      expect(kb.concept('A:2')?.names).toMatchObject([
        { text: 'two', scope: 'name' },
        { text: 'zwei', scope: 'EXACT' },
      ]);
      expect(kb.parents('B:2').map(({ id }) => id)).toEqual(['A:1', 'B:1']);
      expect(kb.parents('B:3').map(({ id }) => id)).toEqual(['A:2']);
      expect(kb.otherIds('A:2')).toEqual(['B:2', 'M:1']);
      expect(report.sources[2]).toMatchObject({ name: 'toy', licence: 'CC0', counts: { matches: 2 } });
    }));

  test('others become relations, negated ones nothing', () =>
    build(['A:1\tskos:broadMatch\tB:1\t', 'A:1\tskos:exactMatch\tB:1\tNot'], (kb, report) => {
      expect(report).toMatchObject({ joined: 0, otherRelations: 1 });
      expect(kb.relations('A:1')).toEqual([
        { type: 'skos:broadMatch', direction: 'to', id: 'B:1', name: 'eins', vocabulary: 'm.tsv' },
      ]);
    }));

  test('concepts that one source tells apart are not joined', () =>
    build(
      ['A:1\tskos:exactMatch\tB:1\t', 'A:1\tskos:exactMatch\tB:2\t', 'Q:1\tskos:exactMatch\tQ:2\t'],
      (kb, report) => {
        expect(report).toMatchObject({ joined: 1, unusedMatches: 1 });
        expect(report.warnings).toMatchObject([{ kind: 'match within a source', count: 1 }]);
        expect(kb.concept('B:2')?.id).toBe('B:2');
      },
    ));

  test('a file without its header is an error', async () => {
    const files = [
      ['obo', 'a.obo', LEFT] as const,
      ['sssom', 'm.tsv', 'A:1\tskos:exactMatch\tB:1\n'] as const,
    ];
    await expect(withTestSources(files, () => {})).rejects.toThrow('no column subject_id');
  });
});
