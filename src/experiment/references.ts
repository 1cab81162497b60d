import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomic } from '../base/files.js';
import { hashOf, type Stage } from './stage.js';
import { folderName } from './store.js';

const reference = z.object({
  /** The experiment file. */
  file: z.string(),
  name: z.string(),
  /** Keys of its stages. */
  keys: z.array(z.string()),
});

type Reference = z.infer<typeof reference>;

/** Writes down that an experiment needs these stages; what it needed before it no longer does. */
export async function refer(
  store: string,
  file: string,
  name: string,
  stages: readonly Stage[],
): Promise<void> {
  const content: Reference = { file, name, keys: stages.map(({ key }) => key) };
  const path = join(store, 'experiments', `${hashOf(file).slice(0, 16)}.json`);
  await writeFileAtomic(path, `${JSON.stringify(content)}\n`);
}

/** What nobody needs in a store: folders of stages that no experiment refers to, and what broke off. */
export interface Waste {
  readonly path: string;
  readonly bytes: number;
}

/** The experiments that refer to stages of a store; those whose file is gone do no longer. */
export function referencesOf(store: string): Reference[] {
  const folder = join(store, 'experiments');
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const parsed = reference.safeParse(jsonOf(join(folder, name)));
    return parsed.success && existsSync(parsed.data.file) ? [parsed.data] : [];
  });
}

/**
 * Finds what no experiment of the store refers to.
 *
 * @param kept Stages that are kept besides.
 */
export function findWaste(store: string, kept: readonly Stage[] = []): Waste[] {
  const keys = [...referencesOf(store).flatMap((own) => own.keys), ...kept.map(({ key }) => key)];
  const known = new Set(keys.map(folderName));
  const stages = join(store, 'stages');
  if (!existsSync(stages)) return [];
  const folders = readdirSync(stages).flatMap((kind) =>
    readdirSync(join(stages, kind)).map((name) => join(stages, kind, name)),
  );
  const isWaste = (path: string): boolean => {
    const name = basename(path);
    return name.endsWith('.tmp') || !known.has(name.replace(/\.unfinished$/, ''));
  };
  return folders.filter(isWaste).map((path) => ({ path, bytes: sizeOf(path) }));
}

/** Removes it. */
export function removeWaste(waste: readonly Waste[]): void {
  for (const { path } of waste) rmSync(path, { recursive: true, force: true });
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function sizeOf(path: string): number {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
