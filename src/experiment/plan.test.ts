import { basename } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestsOfPaths, SMALL, smallExperiment } from '../../test/support/experiments.js';
import { type Plan, planExperiment } from './plan.js';
import { hashOf, type Stage, stagesBefore } from './stage.js';

function planOf(changes: object = {}, digests?: (path: string) => string | undefined): Plan {
  const file = smallExperiment('/nowhere', changes);
  const own = new Map([...digestsOfPaths(file)].map(([path, key]) => [path, digests?.(path) ?? key]));
  return planExperiment(file, own);
}

const kinds = (stages: readonly Stage[]): string[] => [...new Set(stages.map(({ kind }) => kind))].sort();
const keys = ({ stages }: Pick<Plan, 'stages'>): Set<string> => new Set(stages.map(({ key }) => key));

/** Kinds of the stages of one plan that another does not have. */
function changed(from: Plan, to: Plan): string[] {
  const known = keys(from);
  return kinds(to.stages.filter(({ key }) => !known.has(key)));
}

const LLM = { few: {}, '+ LLM': { llm: true }, '+ both': { layers: ['sibling'], llm: true } };

it('puts every stage behind those that it reads, under a name and a key of its own', () => {
  const { stages } = planOf({
    sources: LLM,
    sample: { shots: [1, 2] },
    seeds: { sample: [1, 2], train: [3, 4] },
  });
  stages.forEach((stage, at) => {
    for (const before of stagesBefore(stage)) expect(stages.indexOf(before)).toBeLessThan(at);
  });
  expect(stages.length).toBeGreaterThan(50);
  expect(new Set(stages.map(({ id }) => id)).size).toBe(stages.length);
  expect(keys({ stages }).size).toBe(stages.length);
});

it.each<[string, object, string[]]>([
  ['a step more', { taggers: taggers({ steps: 4 }) }, ['score', 'tag', 'train']],
  ['short forms', { taggers: taggers({ 'short-forms': true }) }, ['score', 'short-forms']],
  ['another way to decide', { taggers: taggers({ decode: 'nnshot' }) }, ['score', 'tag']],
  [
    'another matching',
    { taggers: { ...SMALL.taggers, dictionary: { kind: 'dictionary', match: 'none' } } },
    ['match', 'score'],
  ],
  [
    'more neighbours',
    { sources: { ...SMALL.sources, '+ sibling': { layers: ['sibling'], 'per-mention': 3 } } },
    ['score', 'substitute', 'tag', 'train'],
  ],
  [
    'only near neighbours',
    { sources: { ...SMALL.sources, '+ sibling': { ...SMALL.sources['+ sibling'], related: { from: 0.5 } } } },
    ['score', 'substitute', 'tag', 'train'],
  ],
  ['more shots', { sample: { shots: 3 } }, ['sample', 'score', 'substitute', 'tag', 'train']],
  [
    'part of the terminology',
    { knowledge: { terms: { ...SMALL.knowledge.terms, 'semantic-types': ['C'] } } },
    ['knowledge', 'match', 'score', 'substitute', 'tag', 'train'],
  ],
  [
    'other names',
    { name: 'other', sources: { one: SMALL.sources.few, two: SMALL.sources['+ sibling'] } },
    [],
  ],
])('%s changes the keys of what depends on it alone', (_, changes, expected) => {
  expect(changed(planOf(), planOf(changes))).toEqual(expected);
});

function taggers(changes: object): object {
  return { ...SMALL.taggers, transformer: { ...SMALL.taggers.transformer, ...changes } };
}

it.each([
  ['terms.obo', ['knowledge', 'match', 'score', 'substitute', 'tag', 'train', 'write']],
  ['pool.jsonl', ['sample', 'score', 'substitute', 'tag', 'train', 'write']],
  ['answers.jsonl', ['score', 'tag', 'train', 'write']],
  ['demonstration.yaml', ['score', 'tag', 'train', 'write']],
  ['dev.jsonl', ['match', 'score', 'tag']],
])('another content of %s changes the keys of what reads it', (name, expected) => {
  const sources = LLM;
  const other = planOf({ sources }, (path) => (path.endsWith(name) ? 'other' : undefined));
  expect(changed(planOf({ sources }), other)).toEqual(expected);
});

it("takes from `llm` all that a source's own language model leaves unsaid", () => {
  const llm = { ...SMALL.llm, layers: ['sibling'], 'per-mention': 3 };
  const own = [{ layers: ['parent'] }, { preset: 'context' }, { 'per-mention': 7 }, { model: 'other' }];
  const whole = planOf({
    llm,
    sources: Object.fromEntries(own.map((each, at) => [at, { llm: { ...llm, ...each } }])),
  });
  const part = planOf({ llm, sources: Object.fromEntries(own.map((each, at) => [at, { llm: each }])) });
  expect(keys(part)).toEqual(keys(whole));
  expect(kinds(part.stages)).toContain('write');
});

it('has the same keys in whatever order the file is written', () => {
  const expected = keys(planOf());
  const shuffled = (value: object, order: readonly number[]): object => {
    const entries = Object.entries(value).map(([key, own]) => [
      key,
      typeof own === 'object' && !Array.isArray(own) && own !== null ? shuffled(own, order) : own,
    ]);
    return Object.fromEntries(
      entries
        .map((entry, at) => [order[at % order.length], entry] as const)
        .sort(([a = 0], [b = 0]) => a - b)
        .map(([, entry]) => entry),
    );
  };
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (order) => {
      expect(keys(planOf(shuffled(SMALL, order)))).toEqual(expected);
    }),
  );
});

it('keeps the keys that stores hold already: only a raised version, or a setting that was set, changes one', () => {
  const members = ['classifier, few', 'structshot, + both', 'nnshot, + LLM', 'dictionary'];
  const { stages } = planOf(
    {
      sources: LLM,
      development: 'shots',
      taggers: taggers({ decode: ['classifier', 'nnshot', 'structshot'] }),
      ensembles: { vote: { members } },
    },
    basename,
  );
  expect(kinds(stages)).toEqual([
    ...['ensemble', 'knowledge', 'match', 'sample', 'score', 'substitute', 'tag', 'train', 'write'],
  ]);
  expect(hashOf(stages.map(({ key }) => key).sort())).toBe(
    '75bfdeac7b3e61480bc6cf74dc1fbbd90e24eb28d66db279eebe9b117d6cb420',
  );
});

it('asks the knowledge base for features where a tagger has them, and only where they decide', () => {
  const decode = ['classifier', 'nnshot'];
  const [without, having] = [{}, { 'knowledge-features': true }].map((own) =>
    planOf({ sources: { few: {} }, taggers: taggers({ decode, ...own }) }),
  ) as [Plan, Plan];
  expect(changed(without, having)).toEqual(['score', 'tag', 'train']);
  const asks = ({ stages }: Plan, text: string): boolean[] =>
    stages.filter(({ id }) => id.startsWith(text)).map(({ inputs }) => inputs.knowledge !== undefined);
  expect([...asks(without, 'train'), ...asks(without, 'tag')]).not.toContain(true);
  expect(asks(having, 'train')).toEqual([true, true]);
  expect(asks(having, 'tag').filter(Boolean).length).toBe(2);
});

it('shares trainings with the same experiment without a development set where it cross-validates', () => {
  const ensembles = { vote: { members: ['few', '+ sibling', 'dictionary'] } };
  const [none, crossed] = ['none', 'cross-validation'].map((development) =>
    planOf({ development, folds: 3, ensembles }),
  ) as [Plan, Plan];
  const known = keys(crossed);
  const gone = none.stages.filter(({ key }) => !known.has(key));
  expect(gone.map(({ id }) => id.replace(/seed ./, 'seed'))).toEqual(
    Array(2).fill(['ensemble/demo/seed/vote', 'score/demo/seed/vote']).flat(),
  );
  const folded = crossed.stages.filter(({ kind, id }) => kind === 'train' && id.includes('fold'));
  expect(folded.length).toBe(2 * 2 * 3);
  expect(new Set(crossed.stages.map(({ id }) => id)).size).toBe(crossed.stages.length);
});

it('shares one sample a seed, one training for all ways to decide, one knowledge base', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(99), { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(fc.constantFrom('synonym', 'parent', 'child'), { maxLength: 3 }),
      (seeds, layers) => {
        const sources = Object.fromEntries(
          ['few', ...layers].map((name) => [name, name === 'few' ? {} : { layers: [name] }]),
        );
        const decode = ['classifier', 'nnshot', 'structshot'];
        const { stages, cells } = planOf({ seeds, sources, taggers: taggers({ decode }) });
        const count = (kind: string): number => stages.filter((stage) => stage.kind === kind).length;
        expect(count('sample')).toBe(seeds.length);
        expect(count('knowledge')).toBe(1);
        expect(count('substitute')).toBe(seeds.length * layers.length);
        expect(count('train')).toBe(seeds.length * (layers.length + 1));
        expect(count('tag')).toBe(3 * count('train'));
        expect(cells.length).toBe(count('tag') + 1);
      },
    ),
    { numRuns: 20 },
  );
});

it('learns from the whole train split where a source says so, and from no sample', () => {
  const { stages, cells } = planOf({ sources: { few: {}, ceiling: { labelled: 'all' } } });
  const [training] = stages.filter(({ kind, id }) => kind === 'train' && id.includes('ceiling'));
  const [sample] = stages.filter(({ kind }) => kind === 'sample');
  expect(training?.inputs.few).toEqual(sample?.inputs.pool);
  expect(cells.filter(({ arm }) => arm === 'ceiling').map(({ few }) => few)).toEqual([undefined, undefined]);
});

it('lets the seed of the training change the training alone', () => {
  const { stages, cells } = planOf({ seeds: { sample: [1], train: [1, 2, 3] } });
  expect(stages.filter(({ kind }) => kind === 'sample' || kind === 'substitute').length).toBe(2);
  expect(cells.filter(({ arm }) => arm === 'few').map(({ seed }) => seed)).toEqual(
    [1, 2, 3].map((train) => ({ sample: 1, train })),
  );
});

it('draws a development set, or takes the whole split, and lets training and temperature depend on it', () => {
  const decode = ['classifier', 'structshot'];
  const [none, shots, whole] = ['none', 'shots', 'whole'].map((development) =>
    planOf({ development, taggers: taggers({ decode }) }),
  ) as [Plan, Plan, Plan];
  const samples = ({ stages }: Plan): string[] =>
    stages.filter(({ kind }) => kind === 'sample').map(({ id }) => id);
  expect(samples(whole)).toEqual(samples(none));
  expect(samples(shots).filter((id) => id.endsWith('/development')).length).toBe(2);
  expect(changed(none, whole)).toEqual(['score', 'tag', 'train']);
});

it('lets the development set decide on ensembles alone, and shares every training then', () => {
  const decode = ['classifier', 'structshot'];
  const ensembles = { vote: { members: ['classifier, few', 'dictionary'], method: 'best' } };
  const [none, all, narrow] = [
    { development: 'none' },
    { development: 'shots', ensembles },
    { development: 'shots', ensembles, chooses: ['ensembles'] },
  ].map((more) => planOf({ ...more, taggers: taggers({ decode }) })) as [Plan, Plan, Plan];
  expect(changed(none, narrow)).toEqual(['ensemble', 'match', 'sample', 'score', 'tag']);
  expect(changed(none, all)).toContain('train');
  const testTags = ({ stages }: Plan) =>
    stages.filter(({ id, kind }) => kind === 'tag' && !id.endsWith('/development')).map(({ key }) => key);
  expect(testTags(narrow)).toEqual(testTags(none));
});

it('lets an ensemble vote on what its members say, on the development set where it chooses', () => {
  const both = { members: ['few', '+ sibling', 'dictionary'] };
  const { stages } = planOf({ development: 'shots', ensembles: { vote: { ...both, method: 'best' } } });
  const votes = stages.filter(({ kind }) => kind === 'ensemble');
  expect(votes.map(({ id }) => id)).toEqual(['ensemble/demo/seed 1/vote', 'ensemble/demo/seed 2/vote']);
  expect(votes[0]?.inputs.tagged?.map((input) => (input as Stage).id)).toEqual([
    'tag/demo/seed 1/transformer/few/classifier',
    'tag/demo/seed 1/transformer/+ sibling/classifier',
    'match/demo/dictionary',
  ]);
  expect(
    votes[0]?.inputs.taggedDev?.map(
      (input) => (input as Stage).id.endsWith('development') || (input as Stage).id,
    ),
  ).toEqual([true, true, 'match/demo/seed 1/development/dictionary']);
});
