import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../../base/random.js';
import { LAYER_NAMES, LAYERS, type Layer } from '../../corpus/sentence.js';
import type { KnowledgeBase, Neighbour } from '../knowledge-base.js';
import { withTestKnowledgeBase } from '../testing.js';

/** Terms 0…n-1 with any is_a between them, loops and cycles included. */
const terms = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }), {
    minLength: size,
    maxLength: size,
  }),
);

const idOf = (number: number): string => `T:${number}`;

function obo(parents: readonly (readonly number[])[], order = parents.map((_, at) => at)): string {
  const stanzas = order.map((at) => {
    const isA = parents[at]?.map((parent) => `is_a: ${idOf(parent)}\n`).join('');
    return `[Term]\nid: ${idOf(at)}\nname: term ${at}\nsynonym: "also ${at}" EXACT []\nsynonym: "near ${at}" RELATED []\n${isA}`;
  });
  return stanzas.join('\n');
}

type Parents = readonly (readonly number[])[];

function isParent(parents: Parents, above: string, below: string): boolean {
  return above !== below && (parents[Number(below.slice(2))]?.map(idOf).includes(above) ?? false);
}

/** What every neighbour through a layer has to satisfy. */
const LAWS: Readonly<Record<Layer, (parents: Parents, id: string, one: Neighbour) => boolean>> = {
  synonym: (_, id, one) => one.id === id && one.name === `also ${id.slice(2)}`,
  'semantic-type': (_, id, one) => one.id !== id && one.via.length === 1,
  search: (_, id, one) => one.id !== id && one.via.length === 0,
  parent: (parents, id, one) => isParent(parents, one.id, id),
  child: (parents, id, one) => isParent(parents, id, one.id),
  sibling: (parents, id, { id: other, via: [shared = ''] }) =>
    other !== id && isParent(parents, shared, id) && isParent(parents, shared, other),
};

function checkLayer(
  kb: KnowledgeBase,
  parents: Parents,
  id: string,
  layer: Layer,
  limit: number,
  seed: number,
) {
  const ask = () => kb.neighbours(id, layer, { limit, random: random(seed, layer) });
  const found = ask();
  expect(ask()).toEqual(found);
  expect(found.length).toBeLessThanOrEqual(limit);
  expect(new Set(found.map((one) => `${one.id} ${one.name}`)).size).toBe(found.length);
  expect(found.filter((one) => !LAWS[layer](parents, id, one))).toEqual([]);
}

/** With a large limit: parents, children and siblings by brute force. */
function checkWhole(kb: KnowledgeBase, parents: Parents): void {
  const up = parents.map((list, at) => list.filter((parent) => parent !== at));
  const ids = (numbers: Iterable<number>): string[] => [...new Set(numbers)].map(idOf).sort();
  for (const [at, above] of up.entries()) {
    const ask = (layer: (typeof LAYERS)[number]): string[] =>
      kb
        .neighbours(idOf(at), layer, { limit: 99, random: random(1) })
        .map(({ id }) => id)
        .sort();
    const below = up.flatMap((list, child) => (list.includes(at) ? [child] : []));
    const beside = up.flatMap((list, other) =>
      other !== at && list.some((parent) => above.includes(parent)) ? [other] : [],
    );
    expect(ask('parent')).toEqual(ids(above));
    expect(ask('child')).toEqual(ids(below));
    expect(ask('sibling')).toEqual(ids(beside));
  }
}

describe('every layer, on any graph', () => {
  test('leaves out the concept, repeats nothing, keeps to the limit, follows is_a lines, misses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(terms, fc.integer({ min: 1, max: 5 }), fc.nat(), (parents, limit, seed) =>
        withTestKnowledgeBase(obo(parents), (kb) => {
          for (const id of parents.keys()) {
            for (const layer of LAYER_NAMES) checkLayer(kb, parents, idOf(id), layer, limit, seed);
          }
          checkWhole(kb, parents);
        }),
      ),
      { numRuns: 40 },
    );
  });

  test('the order of terms in the file changes nothing', async () => {
    const withOrder = terms.chain((parents) =>
      fc.record({
        parents: fc.constant(parents),
        order: fc.shuffledSubarray([...parents.keys()], { minLength: parents.length }),
      }),
    );
    const answers = (text: string, size: number) =>
      withTestKnowledgeBase(text, (kb) =>
        Array.from({ length: size }, (_, at) =>
          LAYERS.map((layer) => kb.neighbours(idOf(at), layer, { limit: 3, random: random(7) })),
        ),
      );
    await fc.assert(
      fc.asyncProperty(withOrder, async ({ parents, order }) => {
        const straight = await answers(obo(parents), parents.length);
        expect(await answers(obo(parents, order), parents.length)).toEqual(straight);
      }),
      { numRuns: 20 },
    );
  });
});

const TREE = obo([[], [0], [1], [2], [2], [1, 0], [5]]);
const find = (text: string, id: string, typeDepth?: number) =>
  withTestKnowledgeBase(text, (kb) =>
    kb
      .neighbours(id, 'semantic-type', { limit: 99, random: random(1), typeDepth })
      .map(({ id, via }) => `${id} ${via}`)
      .sort(),
  );

describe('semantic-type in an ontology without types', () => {
  test.each([
    ['under the ancestor at depth 2', 'T:3', undefined, ['T:4 T:2']],
    ['under the ancestor at depth 1', 'T:3', 1, ['T:2 T:1', 'T:4 T:1', 'T:5 T:1', 'T:6 T:1']],
    [
      'a concept less deep is its own type',
      'T:1',
      undefined,
      ['T:2 T:1', 'T:3 T:1', 'T:4 T:1', 'T:5 T:1', 'T:6 T:1'],
    ],
    ['depth is the shortest way', 'T:5', undefined, ['T:2 T:1', 'T:3 T:1', 'T:4 T:1', 'T:6 T:1']],
    ['a root has none', 'T:0', undefined, []],
  ])('%s', async (_, id, depth, expected) => {
    expect(await find(TREE, id, depth)).toEqual(expected);
  });
});

test('synonyms: of the scopes asked for, without the name that stands', async () => {
  const found = await withTestKnowledgeBase(obo([[]]), (kb) =>
    kb
      .neighbours('T:0', 'synonym', {
        ...{ limit: 9, random: random(1), mention: 'Also-0', scopes: ['name', 'EXACT', 'RELATED'] },
      })
      .map(({ name }) => name)
      .sort(),
  );
  expect(found).toEqual(['near 0', 'term 0']);
});

test('terms without a name and obsolete terms are nobody’s neighbours', async () => {
  const text = `[Term]\nid: T:0\nname: root\n\n[Term]\nid: T:1\nis_a: T:0\n
[Term]\nid: T:2\nname: old\nis_obsolete: true\nis_a: T:0\n\n[Term]\nid: T:3\nname: leaf\nis_a: T:1\nis_a: T:0\n`;
  await withTestKnowledgeBase(text, (kb) => {
    const ask = (id: string, layer: (typeof LAYERS)[number]) =>
      kb.neighbours(id, layer, { limit: 9, random: random(1) }).map((one) => one.id);
    expect(ask('T:0', 'child')).toEqual(['T:3']);
    expect(ask('T:3', 'parent')).toEqual(['T:0']);
    expect(ask('T:2', 'parent')).toEqual([]);
    expect(kb.lookup('old')).toEqual([]);
    expect(kb.concept('T:2')).toMatchObject({ obsolete: true, name: 'old' });
  });
});
