import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relatednessIn } from './relatedness.js';
import { withTestKnowledgeBase } from './testing.js';

/** Of every concept 0…n-1, what it is a kind of. */
type Parents = readonly (readonly number[])[];

const idOf = (number: number): string => `T:${number}`;

const obo = (parents: Parents): string =>
  parents
    .map((own, at) => {
      const isA = own.map((parent) => `is_a: ${idOf(parent)}\n`).join('');
      return `[Term]\nid: ${idOf(at)}\nname: term ${at}\n${isA}`;
    })
    .join('\n');

/** `[below][above]`: whether a way leads up, each concept to itself too; by Warshall's closure. */
function closure(parents: Parents): boolean[][] {
  const up = parents.map((own, at) => parents.map((_, above) => at === above || own.includes(above)));
  for (const by of parents.keys()) {
    for (const row of up) {
      if (row[by]) for (const above of parents.keys()) row[above] ||= up[by]?.[above] ?? false;
    }
  }
  return up;
}

function bruteForce(parents: Parents): (one: number, other: number) => number {
  const up = closure(parents);
  const content = parents.map((_, above) => {
    const below = up.filter((row) => row[above]).length;
    return 1 - Math.log(below) / Math.log(parents.length);
  });
  return (one, other) => {
    if (one === other) return 1;
    const shared = content.filter((_, above) => up[one]?.[above] && up[other]?.[above]);
    const most = Math.max(0, ...shared);
    return most === 0 ? 0 : (2 * most) / ((content[one] ?? 0) + (content[other] ?? 0));
  };
}

/** Any is_a between them, several parents, loops and cycles included. */
const graph = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }), {
    minLength: size,
    maxLength: size,
  }),
);

test('on any graph it is what brute force gives, within 0 and 1, both ways the same, 1 for itself', async () => {
  await fc.assert(
    fc.asyncProperty(graph, (parents) =>
      withTestKnowledgeBase(obo(parents), (kb) => {
        const expected = bruteForce(parents);
        for (const one of parents.keys()) {
          expect(kb.relatedness(idOf(one), idOf(one))).toBe(1);
          for (const other of parents.keys()) {
            const found = kb.relatedness(idOf(one), idOf(other)) ?? Number.NaN;
            expect(found).toBe(Number(expected(one, other).toFixed(3)));
            expect(found >= 0 && found <= 1).toBe(true);
            expect(kb.relatedness(idOf(other), idOf(one))).toBe(found);
          }
        }
      }),
    ),
    { numRuns: 40 },
  );
});

interface Golden {
  readonly cases: readonly { readonly parents: Parents; readonly pairs: readonly number[] }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL('relatedness.golden.json', import.meta.url), 'utf8'));

test.each(golden.cases)(
  'on hierarchies of networkx it is what networkx comes to ($parents.length)',
  ({ parents, pairs }) => {
    const up = closure(parents);
    const lineage = (concept: number) =>
      [...parents.keys()]
        .filter((above) => up[concept]?.[above])
        .map((above) => ({ concept: above, depth: 0 }));
    const hyponyms = (concept: number) => up.filter((row) => row[concept]).length - 1;
    const related = relatednessIn({ lineage, hyponyms, size: () => parents.length });
    let at = 0;
    for (const one of parents.keys()) {
      for (let other = one; other < parents.length; other++) {
        expect(related(one, other)).toBeCloseTo(pairs[at++] ?? Number.NaN, 8);
      }
    }
    expect(at).toBe(pairs.length);
  },
);

// 0 ─┬─ 1 ─┬─ 3
//    │     └─ 4      of five concepts, 1 has two hyponyms: its content is 1 - log 3 / log 5
//    └─ 2
test('siblings under a narrow parent are related, under the root they are not', async () => {
  await withTestKnowledgeBase(obo([[], [0], [0], [1], [1]]), (kb) => {
    const content = 1 - Math.log(3) / Math.log(5);
    expect(kb.relatedness('T:3', 'T:4')).toBe(0.317);
    expect(content).toBeCloseTo(0.317, 3);
    expect(kb.relatedness('T:3', 'T:1')).toBeCloseTo((2 * content) / (1 + content), 3);
    expect(kb.relatedness('T:1', 'T:2')).toBe(0);
  });
});

test('terms without a name count, obsolete ones are related to none but themselves', async () => {
  const text = `[Term]\nid: T:0\nname: root\n\n[Term]\nid: T:1\nalt_id: T:9\nis_a: T:0\n
[Term]\nid: T:2\nname: old\nis_obsolete: true\nis_a: T:1\n\n[Term]\nid: T:3\nname: a\nis_a: T:1\n
[Term]\nid: T:4\nname: b\nis_a: T:1\n\n[Term]\nid: T:5\nname: c\nis_a: T:0\n`;
  await withTestKnowledgeBase(text, (kb) => {
    const pairs = [
      ['T:3', 'T:4'],
      ['T:9', 'T:1'],
      ['T:2', 'T:3'],
      ['T:2', 'T:2'],
      ['T:3', 'T:404'],
    ] as const;
    expect(pairs.map(([one, other]) => kb.relatedness(one, other))).toEqual([
      0.317,
      1,
      undefined,
      1,
      undefined,
    ]);
  });
});
