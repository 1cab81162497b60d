import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson, writeFileAtomic } from '../base/files.js';
import type { WorkOptions } from '../base/progress.js';
import { sourceHash } from '../knowledge/source-hash.js';
import type { ExperimentFile } from './schema.js';
import type { Source } from './stage.js';

/** SHA-256 of the content of every file and folder that an experiment names, by path. */
export type Digests = ReadonlyMap<string, string>;

/** A file as a stage reads it. */
export function fileInput(path: string, digests: Digests): Source {
  const key = digests.get(path);
  if (key === undefined) throw new Error(`no digest of ${path}`);
  return { kind: 'file', path, key };
}

/** The file or folder of an encoder or a language model; none where it is a name. */
export function inputsNamed(name: string, digests: Digests): Source[] {
  return digests.has(name) ? [fileInput(name, digests)] : [];
}

/** Every file and folder of this machine that the experiment reads. */
export function filesOf(file: ExperimentFile): string[] {
  const { data, knowledge, llm, sources, taggers } = file;
  const own = Object.values(sources).flatMap((source) => [
    source.llm,
    typeof source.raw === 'object' ? source.raw.llm : undefined,
  ]);
  const models = [llm, ...own].flatMap((model) => (typeof model === 'object' ? [model] : []));
  const paths = [
    ...Object.values(data).flatMap(({ train, dev, test, raw = [] }) => [
      train,
      test,
      ...[raw].flat(),
      ...(dev === undefined ? [] : [dev]),
    ]),
    ...Object.values(knowledge).flatMap((own) =>
      'kb' in own ? [own.kb] : own.sources.map(({ path }) => path),
    ),
    ...models.flatMap(({ source, preset }) => [
      ...(source !== undefined && existsSync(source) ? [source] : []),
      ...(preset === undefined ? [] : [preset]),
    ]),
    ...Object.values(taggers).flatMap((tagger) =>
      'encoder' in tagger && existsSync(tagger.encoder) ? [tagger.encoder] : [],
    ),
  ];
  return [...new Set(paths)];
}

const memory = z.record(z.string(), z.object({ state: z.string(), sha256: z.string() }));

/**
 * Hashes the files. What was hashed before and has the same size and time of change since is not read again: `known`
 * is the file that remembers.
 */
export async function digestFiles(
  paths: readonly string[],
  known: string,
  { signal }: WorkOptions = {},
): Promise<Digests> {
  const before = existsSync(known)
    ? memory.safeParse(await readJson(known).catch(() => undefined)).data
    : undefined;
  const after = new Map(Object.entries(before ?? {}));
  const digests = new Map<string, string>();
  let isNew = false;
  for (const path of paths) {
    const state = stateOf(path);
    const old = after.get(path);
    const isKnown = old !== undefined && old.state === state;
    const sha256 = isKnown ? old.sha256 : await sourceHash(path, signal);
    isNew ||= !isKnown;
    after.set(path, { state, sha256 });
    digests.set(path, sha256);
  }
  if (isNew) await writeFileAtomic(known, `${JSON.stringify(Object.fromEntries(after), null, 2)}\n`);
  return digests;
}

/** Size and time of change; of a folder, those of its files. */
function stateOf(path: string): string {
  if (!existsSync(path)) return '';
  const stats = statSync(path);
  if (!stats.isDirectory()) return `${stats.size} ${stats.mtimeMs}`;
  return readdirSync(path)
    .sort()
    .map((name) => {
      const { size, mtimeMs } = statSync(join(path, name));
      return `${name} ${size} ${mtimeMs}`;
    })
    .join('\n');
}
