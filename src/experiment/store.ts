import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { writeFileAtomic } from '../base/files.js';
import { MANIFEST, writeFolderAtomic } from '../base/folders.js';
import type { Stage } from './stage.js';
import { KINDS } from './stages/index.js';

const json = z.record(z.string(), z.unknown());

const manifest = z.object({
  stage: z.string(),
  id: z.string(),
  key: z.string(),
  version: z.int(),
  settings: json,
  /** What was read, by role: the id of a stage or the path of a file, with its key. */
  inputs: z.record(z.string(), z.array(z.object({ name: z.string(), key: z.string() }))),
  result: json,
  seconds: z.number(),
  /** SHA-256 of each file of the result. */
  files: z.record(z.string(), z.string()),
  /** The result itself was removed, as `models: discard` has it. */
  discarded: z.boolean().optional(),
});

/** What is kept of a finished stage beside its result. */
export type StageRecord = z.infer<typeof manifest>;

/** The name of the folder of a stage with this key. */
export const folderName = (key: string): string => key.slice(0, 24);

/** What a stage's work gave. */
export interface Outcome {
  readonly result: object;
  readonly seconds: number;
}

/** Finished stages, each in a folder named after its key. A folder is whole or absent. */
export class StageStore {
  constructor(readonly folder: string) {}

  /** Where a stage's result stands, or will. */
  pathOf({ kind, key }: Pick<Stage, 'kind' | 'key'>): string {
    return join(this.folder, 'stages', kind, folderName(key));
  }

  /** The file or folder that other stages read. */
  outputOf(stage: Pick<Stage, 'kind' | 'key'>): string {
    return join(this.pathOf(stage), KINDS[stage.kind].output);
  }

  /** Where an unfinished stage keeps what lets it go on. */
  unfinishedOf(stage: Pick<Stage, 'kind' | 'key'>): string {
    return `${this.pathOf(stage)}.unfinished`;
  }

  /** The record of a finished stage; a damaged one, or one whose result somebody removed, counts as none. */
  find(stage: Pick<Stage, 'kind' | 'key'>): StageRecord | undefined {
    const found = readRecord(join(this.pathOf(stage), MANIFEST));
    if (found?.key !== stage.key) return undefined;
    return found.discarded || existsSync(this.outputOf(stage)) ? found : undefined;
  }

  /** Does the work in a folder that becomes the stage's once all is written. */
  async make(stage: Stage, work: (folder: string) => Promise<Outcome>): Promise<StageRecord> {
    const path = this.pathOf(stage);
    let record: StageRecord | undefined;
    await writeFolderAtomic(path, async (folder) => {
      const { result, seconds } = await work(folder);
      record = manifest.parse(
        JSON.parse(JSON.stringify({ ...describe(stage), result, seconds, files: await hashFiles(folder) })),
      );
      await writeFileAtomic(join(folder, MANIFEST), `${JSON.stringify(record, null, 2)}\n`);
    });
    rmSync(this.unfinishedOf(stage), { recursive: true, force: true });
    return record as StageRecord;
  }

  /** Removes the result and keeps the record. */
  discard(stage: Stage): void {
    const record = this.find(stage);
    if (record === undefined || record.discarded) return;
    const path = join(this.pathOf(stage), MANIFEST);
    const temporary = `${path}.tmp`;
    writeFileSync(temporary, `${JSON.stringify({ ...record, discarded: true }, null, 2)}\n`);
    renameSync(temporary, path);
    rmSync(this.outputOf(stage), { recursive: true, force: true });
  }

  /** The records of all finished stages of a kind, and when they were. */
  all(kind: string): { readonly finishedMs: number; readonly record: StageRecord }[] {
    const folder = join(this.folder, 'stages', kind);
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name, MANIFEST);
      const record = readRecord(path);
      return record === undefined ? [] : [{ finishedMs: statSync(path).mtimeMs, record }];
    });
  }
}

/** A stage without what it was made of: as it is written down. */
export function describe(
  stage: Stage,
): Pick<StageRecord, 'stage' | 'id' | 'key' | 'version' | 'inputs'> & { settings: object } {
  const { kind, id, key, settings, inputs } = stage;
  const named = Object.entries(inputs).map(([role, own]) => [
    role,
    own.map((input) => ({ name: input.kind === 'file' ? input.path : input.id, key: input.key })),
  ]);
  return { stage: kind, id, key, version: KINDS[kind].version, settings, inputs: Object.fromEntries(named) };
}

function readRecord(path: string): StageRecord | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return manifest.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data;
  } catch {
    return undefined;
  }
}

async function hashFiles(folder: string): Promise<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const hashes: Record<string, string> = {};
  for (const path of paths.sort()) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash);
    hashes[relative(folder, path)] = hash.digest('hex');
  }
  return hashes;
}
