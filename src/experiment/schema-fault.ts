import type { z } from 'zod';
import { experimentSchema } from './json-schema.js';
import { nearestName } from './nearest-name.js';

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
