import type { z } from 'zod';
import { armsOf, isTrained, learns } from './arms.js';
import { experimentSchema } from './json-schema.js';
import { nearestName } from './nearest-name.js';
import type { ExperimentFile } from './schema.js';

/** Something wrong at a place of an experiment file. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly what: string;
  /** Whether the key itself is wrong, not what it has. */
  readonly isKey?: boolean;
  /** What was probably meant. */
  readonly nearest?: string | undefined;
}

type Issue = z.core.$ZodIssue;

/** The first thing that does not fit the schema: a key that is unknown before one that is missing. */
export function schemaFault(issues: readonly Issue[], content: unknown): Fault | undefined {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return undefined;
  const { path } = issue;
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = issue.errors.toSorted((a, b) => depthOf(b) - depthOf(a) || a.length - b.length)[0] ?? [];
    const inner = best.map((one) => ({ ...one, path: [...path, ...one.path] }));
    return schemaFault(inner as Issue[], content);
  }
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return {
      path: [...path, key],
      isKey: true,
      what: 'no such key',
      nearest: nearestName(key, keysAt(path)),
    };
  }
  const value = valueAt(content, path);
  const allowed = allowedBy(issue);
  if (allowed === undefined || typeof value !== 'string') return { path, what: issue.message };
  return { path, what: `is none of ${allowed.join(', ')}`, nearest: nearestName(value, allowed) };
}

const depthOf = (issues: readonly Issue[]): number => Math.max(0, ...issues.map(({ path }) => path.length));

function allowedBy(issue: Issue): readonly string[] | undefined {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  // What zod gives for a discriminator that is none of the known ones.
  if (issue.code === 'invalid_union' && 'options' in issue) return (issue.options as unknown[]).map(String);
  return undefined;
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], content);
}

type Schema = z.core.JSONSchema.BaseSchema;

/** The keys that the schema knows at a place. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let places: Schema[] = [experimentSchema()];
  const open = (schema: Schema): Schema[] =>
    [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((one) =>
      one === schema ? [schema] : open(one as Schema),
    );
  for (const key of path) {
    places = places.flatMap(open).flatMap((schema) => {
      const next = schema.properties?.[String(key)] ?? schema.additionalProperties ?? schema.items;
      return typeof next === 'object' ? [next as Schema] : [];
    });
  }
  return places.flatMap(open).flatMap(({ properties = {} }) => Object.keys(properties));
}

/** The first name in the file that nothing in it bears, or setting that lacks what it needs. */
export function findFault(file: ExperimentFile): Fault | undefined {
  const { data, knowledge, sources, taggers, arms = [], ensembles, development } = file;
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
  const needsKnowledge =
    hasDictionary || Object.values(sources).some((own) => own.layers.length > 0 || asks(own));
  const needs = (has: unknown, path: readonly PropertyKey[], what: string): Fault[] =>
    has ? [] : [{ path, what }];

  const inData = Object.entries(data).flatMap(([name, set]) => [
    ...(set.knowledge === undefined
      ? needs(!needsKnowledge, ['data', name], 'needs `knowledge`: the name of a knowledge base')
      : named(set.knowledge, knowledge, ['data', name, 'knowledge'], 'knowledge base')),
    ...needs(!hasDictionary || set.labels, ['data', name], 'needs `labels` for the dictionary'),
    ...needs(
      !(development === 'shots' || development === 'whole') || set.dev,
      ['data', name],
      `needs \`dev\`: development is "${development}"`,
    ),
  ]);
  const inSources = Object.entries(sources).flatMap(([name, own]) =>
    needs(
      !asks(own) || file.llm || (typeof own.llm === 'object' && own.llm.source),
      ['sources', name, 'llm'],
      'no `llm` in this file says which language model',
    ),
  );
  const inTaggers = Object.entries(taggers).flatMap(([name, own]) =>
    needs(
      !isTrained(own) || own.patience === undefined || development === 'shots' || development === 'whole',
      ['taggers', name, 'patience'],
      'needs a development set (`development: shots` or `development: whole`)',
    ),
  );
  const inArms = arms.flatMap(({ tagger, source }, at) => [
    ...each(tagger, taggers, ['arms', at, 'tagger'], 'tagger'),
    ...each(source ?? [], sources, ['arms', at, 'source'], 'source'),
  ]);
  const [fault] = [...inData, ...inSources, ...inTaggers, ...inArms];
  if (fault !== undefined) return fault;

  const rows = armsOf(file);
  const byName = Object.fromEntries(rows.map((arm) => [arm.name, arm]));
  const repeated = rows.find((arm, at) => rows.findIndex(({ name }) => name === arm.name) !== at);
  const inEnsembles = Object.entries(ensembles).flatMap(([name, own]) => [
    ...each(own.members, byName, ['ensembles', name, 'members'], 'arm'),
    ...needs(
      development !== 'none' || (own.method !== 'best' && (own.weights ?? 'uniform') === 'uniform'),
      ['ensembles', name],
      'chooses on a development set: say `development: cross-validation`, `shots` or `whole`',
    ),
    ...needs(!Object.hasOwn(byName, name), ['ensembles', name], 'an arm has this name'),
    ...needs(
      own.members.some((member) => byName[member] && learns(byName[member])),
      ['ensembles', name, 'members'],
      'none of them learns',
    ),
  ]);
  const inRows =
    repeated === undefined ? [] : [{ path: ['arms'], what: `two arms are called "${repeated.name}"` }];
  return [...inRows, ...inEnsembles][0];
}
