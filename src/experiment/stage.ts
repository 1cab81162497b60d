import { createHash } from 'node:crypto';
import { KINDS, type KindName, type SettingsOf } from './stages/index.js';

/** A file that was there before: a corpus, a terminology, an encoder. */
export interface Source {
  readonly kind: 'file';
  readonly path: string;
  /** SHA-256 of its content, or its name where it is no file of this machine. */
  readonly key: string;
}

/** What a stage reads. */
export type Artifact = Stage | Source;

/** What a stage reads, by what it is to the stage. */
export type Inputs = Readonly<Record<string, readonly Artifact[]>>;

/** One piece of work whose result is kept under its key. */
export interface Stage {
  readonly kind: KindName;
  /** In words: `train/ncbi-disease/+ LLM/transformer/seed 1`. Names no two stages of a plan. */
  readonly id: string;
  readonly settings: object;
  readonly inputs: Inputs;
  /** SHA-256 of kind, version, settings and the keys of the inputs: the same key, the same result. */
  readonly key: string;
}

/** A stage with its key. */
export function stageOf<K extends KindName>(
  kind: K,
  place: readonly string[],
  settings: SettingsOf<K>,
  inputs: Inputs,
): Stage {
  const keys = Object.entries(inputs).map(([role, own]) => [role, own.map(({ key }) => key)]);
  const key = hashOf([kind, KINDS[kind].version, settings, Object.fromEntries(keys)]);
  return { kind, id: [kind, ...place].join('/'), settings, inputs, key };
}

/** The hash of a value's JSON, whatever the order of its keys. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, inOrder)).digest('hex');
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The stages that a stage reads. */
export function stagesBefore({ inputs }: Stage): Stage[] {
  return Object.values(inputs)
    .flat()
    .filter((input): input is Stage => input.kind !== 'file');
}
