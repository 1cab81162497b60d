import { type Arm, armsOf, isTrained, learns } from './arms.js';
import { nearestName } from './nearest-name.js';
import { testReferences } from './planning/tests.js';
import { isFitted } from './schema/ensembles.js';
import type { ExperimentFile, SourceSettings } from './schema.js';
import type { Fault } from './schema-fault.js';

/** The first name in the file that nothing in it bears, or setting that lacks what it needs. */
export function findFault(file: ExperimentFile): Fault | undefined {
  const { data, knowledge, sources, taggers, arms = [], ensembles, development, chooses } = file;
  const isChosen = (what: (typeof chooses)[number]): boolean =>
    development !== 'none' && chooses.includes(what);
  const named = (name: string, among: object, path: readonly PropertyKey[], what: string): Fault[] =>
    Object.hasOwn(among, name)
      ? []
      : [{ path, what: `there is no ${what} "${name}"`, nearest: nearestName(name, Object.keys(among)) }];
  const each = (
    names: string | readonly string[],
    among: object,
    path: readonly PropertyKey[],
    what: string,
  ) =>
    typeof names === 'string'
      ? named(names, among, path, what)
      : names.flatMap((name, at) => named(name, among, [...path, at], what));

  const hasDictionary = Object.values(taggers).some(({ kind }) => kind === 'dictionary');
  const asks = (source: ExperimentFile['sources'][string]): boolean => source.llm !== false;
  const trained = Object.entries(taggers).flatMap(([name, own]) => (isTrained(own) ? [{ name, own }] : []));
  const readsRaw = Object.values(sources).some(({ raw }) => raw !== false);
  const needsKnowledge =
    hasDictionary ||
    trained.some(({ own }) => own['knowledge-features']) ||
    Object.values(sources).some((own) => own.layers.length > 0 || asks(own) || own.raw !== false);
  const needs = (has: unknown, path: readonly PropertyKey[], what: string): Fault[] =>
    has ? [] : [{ path, what }];

  const inData = Object.entries(data).flatMap(([name, set]) => [
    ...(set.knowledge === undefined
      ? needs(!needsKnowledge, ['data', name], 'needs `knowledge`: the name of a knowledge base')
      : named(set.knowledge, knowledge, ['data', name, 'knowledge'], 'knowledge base')),
    ...needs(!hasDictionary || set.labels, ['data', name], 'needs `labels` for the dictionary'),
    ...needs(!readsRaw || set.labels, ['data', name], 'needs `labels` for names in raw text'),
    ...needs(
      !(development === 'shots' || development === 'whole') || set.dev,
      ['data', name],
      `needs \`dev\`: development is "${development}"`,
    ),
  ]);
  const inSources = Object.entries(sources).flatMap(([name, own]) => [
    ...needs(
      !asks(own) || file.llm || (typeof own.llm === 'object' && own.llm.source),
      ['sources', name, 'llm'],
      'no `llm` in this file says which language model',
    ),
    ...needs(
      typeof own.raw === 'boolean' || own.raw.llm === undefined || file.llm || own.raw.llm.source,
      ['sources', name, 'raw', 'llm'],
      'no `llm` in this file says which language model',
    ),
    ...needs(
      own.related === undefined || own.layers.length > 0,
      ['sources', name, 'related'],
      'is of substitutes, which this source has none of: `layers`',
    ),
    ...needs(
      own.related === undefined || own.related.from <= own.related.to,
      ['sources', name, 'related'],
      '`from` is above `to`',
    ),
  ]);
  const inTaggers = trained.flatMap(({ name, own }) => [
    ...needs(
      own.patience === undefined || (isChosen('weights') && development !== 'cross-validation'),
      ['taggers', name, 'patience'],
      'needs a development set that chooses weights (`development: shots` or `development: whole`)',
    ),
    ...needs(
      own['knowledge-learning-rate'] === undefined || own['knowledge-features'],
      ['taggers', name, 'knowledge-learning-rate'],
      'is of features that nobody asks for: `knowledge-features: true`',
    ),
  ]);
  const inArms = arms.flatMap(({ tagger, source }, at) => [
    ...each(tagger, taggers, ['arms', at, 'tagger'], 'tagger'),
    ...each(source ?? [], sources, ['arms', at, 'source'], 'source'),
  ]);
  const [fault] = [...inData, ...inSources, ...inTaggers, ...inArms];
  if (fault !== undefined) return fault;

  const rows = armsOf(file);
  const byName = Object.fromEntries(rows.map((arm) => [arm.name, arm]));
  const idle = rows.find(
    (arm) => learns(arm) && 'self-train' in (taggers[arm.tagger] ?? {}) && sources[arm.source]?.raw === false,
  );
  const learnsFromAll = (arm: (typeof rows)[number] | undefined): boolean =>
    arm !== undefined && learns(arm) && sources[arm.source]?.labelled === 'all';
  const repeated = rows.find((arm, at) => rows.findIndex(({ name }) => name === arm.name) !== at);
  const inTeachers = Object.entries(sources).flatMap(([name, own]) => [
    ...each(teachersOf(own), byName, ['sources', name, 'raw', 'teachers'], 'arm'),
    ...needs(
      teachersOf(own).every((arm) => byName[arm] === undefined || learns(byName[arm])),
      ['sources', name, 'raw', 'teachers'],
      'one of them learns nothing; the dictionary is always a teacher',
    ),
    ...needs(
      !learnsFromItself(name, sources, byName),
      ['sources', name, 'raw', 'teachers'],
      'one of them learns from this source itself',
    ),
    ...needs(
      development !== 'cross-validation' || teachersOf(own).length === 0,
      ['sources', name, 'raw', 'teachers'],
      'have learnt from all of the sample, which cross-validation would hold out',
    ),
  ]);
  const inEnsembles = Object.entries(ensembles).flatMap(([name, own]) => [
    ...each(own.members, byName, ['ensembles', name, 'members'], 'arm'),
    ...needs(
      isChosen('ensembles') || (!isFitted(own.method) && (own.weights ?? 'uniform') === 'uniform'),
      ['ensembles', name],
      'chooses on a development set: say `development: cross-validation`, `shots` or `whole`',
    ),
    ...needs(!Object.hasOwn(byName, name), ['ensembles', name], 'an arm has this name'),
    ...needs(
      development !== 'cross-validation' || !own.members.some((member) => learnsFromAll(byName[member])),
      ['ensembles', name, 'members'],
      'one of them learns from all that is labelled (`labelled: all`), which cross-validation of the sample cannot hold out',
    ),
    ...needs(
      own.members.some((member) => byName[member] && learns(byName[member])),
      ['ensembles', name, 'members'],
      'none of them learns',
    ),
  ]);
  const { tests } = file;
  const every = { ...byName, ...ensembles };
  const inTests =
    tests === undefined
      ? []
      : [
          ...each(tests.baseline ?? [], every, ['tests', 'baseline'], 'arm'),
          ...each(tests.against ?? [], every, ['tests', 'against'], 'arm'),
          ...needs(
            testReferences(tests, rows).length > 0,
            ['tests'],
            'needs `baseline`: the arm that the others are tested against',
          ),
        ];
  const inRows =
    repeated === undefined ? [] : [{ path: ['arms'], what: `two arms are called "${repeated.name}"` }];
  const inSelfTraining = needs(
    idle === undefined,
    ['taggers', idle?.tagger ?? '', 'self-train'],
    `needs raw text, which the arm "${idle?.name}" has none of: \`raw: true\` of a source`,
  );
  return [...inRows, ...inSelfTraining, ...inTeachers, ...inEnsembles, ...inTests][0];
}

const teachersOf = ({ raw }: SourceSettings): readonly string[] =>
  typeof raw === 'boolean' ? [] : raw.teachers;

/** Whether a source's teachers, or theirs, learn from the source. */
function learnsFromItself(
  name: string,
  sources: ExperimentFile['sources'],
  arms: Readonly<Record<string, Arm>>,
): boolean {
  const seen = new Set<string>();
  const next = [name];
  for (let source = next.pop(); source !== undefined; source = next.pop()) {
    const own = sources[source];
    for (const teacher of own === undefined ? [] : teachersOf(own)) {
      const arm = arms[teacher];
      if (arm === undefined || !learns(arm)) continue;
      if (arm.source === name) return true;
      if (seen.has(arm.source)) continue;
      seen.add(arm.source);
      next.push(arm.source);
    }
  }
  return false;
}
