import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { HilgenError } from '../base/errors.js';

/** A file of predictions and the system that made them. */
export interface PredictionFile {
  readonly path: string;
  readonly system: string;
  /** The number behind `@` in the system's name: how much it was trained on. */
  readonly size?: number | undefined;
}

/** Files of one system are runs of different seeds. */
export interface SystemFiles {
  readonly name: string;
  readonly size?: number | undefined;
  readonly paths: readonly string[];
}

/**
 * Takes `FILE`, `NAME=FILE` or `NAME@SIZE=FILE` apart; a file that exists under the whole text is that file. Without
 * a name the system is called after its file.
 */
export function parsePrediction(text: string): PredictionFile {
  const [, name, path] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || path === undefined || existsSync(text)) {
    return { path: text, system: basename(text) };
  }
  const size = /@(\d+)$/.exec(name)?.[1];
  if (size === undefined) return { path, system: name };
  if (Number(size) > 0) return { path, system: name, size: Number(size) };
  throw new HilgenError('usage', {
    where: text,
    what: 'a training size of 0',
    hint: 'Behind @ stands on how much the system was trained: ours@5=FILE.',
  });
}

/** Gathers the files of each system, in the order of their first mention. */
export function bySystem(files: readonly PredictionFile[]): SystemFiles[] {
  const systems = new Map<string, { name: string; size?: number | undefined; paths: string[] }>();
  const unnamed = files.filter(({ path, system }) => system === basename(path));
  const isAmbiguous = new Set(unnamed.map(({ system }) => system)).size < unnamed.length;
  for (const { path, system, size } of files) {
    const name = isAmbiguous && system === basename(path) ? path : system;
    const known = systems.get(name) ?? { name, size, paths: [] };
    systems.set(name, known);
    known.paths.push(path);
  }
  return [...systems.values()];
}
