import { appendFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HilgenError } from '../../base/errors.js';
import { readJson, writeFileAtomic } from '../../base/files.js';
import { assertReplaceable, MANIFEST } from '../../base/folders.js';
import { readSafetensors, writeSafetensors } from '../../encoder/safetensors.js';
import type { Checkpoint, TrainState } from './checkpoint.js';
import { packArrays, unpackArrays } from './checkpoint-arrays.js';
import { LOG_FILE, type LogRecord, logLines, logRecordSchema } from './training-log.js';

const EVERY_MS = 60_000;
/** Writing takes at most one part in so many of the time. */
const SHARE = 20;

const stateSchema = z.object({
  key: z.string(),
  step: z.int(),
  /** The file with the arrays of this step. */
  arrays: z.string(),
  optimiser: z.object({
    steps: z.int(),
    tables: z.array(z.object({ name: z.string(), alive: z.array(z.int()), owed: z.number() })),
  }),
  log: z.array(logRecordSchema),
});

type KeptState = z.infer<typeof stateSchema>;

/** Without a state until the first one is kept. */
const manifestSchema = z.object({
  kind: z.literal('checkpoint'),
  version: z.literal(1),
  state: stateSchema.optional(),
});

export interface FolderCheckpointOptions {
  /** Steps between two states kept; a minute where absent. */
  readonly everySteps?: number | undefined;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly remark?: (text: string) => void;
}

/**
 * Keeps a run's state in a folder: arrays in a file of their own, then the manifest that names
 * them, in one piece. Whenever the process ends, the manifest names a whole state.
 */
export class FolderCheckpoint implements Checkpoint {
  readonly #folder: string;
  readonly #options: FolderCheckpointOptions;
  #nextMs: number;

  constructor(folder: string, options: FolderCheckpointOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#nextMs = options.now() + EVERY_MS;
  }

  async load(key: string): Promise<TrainState | undefined> {
    assertReplaceable(this.#folder);
    const found = await this.#read(key);
    if (found === undefined) await this.#startAnew();
    else this.#remark(`goes on after step ${found.step}, kept in ${this.#folder}`);
    await writeFileAtomic(join(this.#folder, LOG_FILE), logLines(found?.log ?? []));
    return found;
  }

  record(record: LogRecord): void {
    appendFileSync(join(this.#folder, LOG_FILE), logLines([record]));
  }

  isDue(step: number): boolean {
    const { everySteps, now } = this.#options;
    return everySteps === undefined ? now() >= this.#nextMs : step % everySteps === 0;
  }

  async save(key: string, state: TrainState): Promise<void> {
    const { now } = this.#options;
    const started = now();
    const arrays = `step-${state.step}.safetensors`;
    const { step, optimiser, log } = state;
    await writeSafetensors(join(this.#folder, arrays), packArrays(state));
    const tables = [...optimiser.tables].map(([name, { alive, owed }]) => ({
      name,
      alive: [...alive],
      owed,
    }));
    const kept = { key, step, arrays, optimiser: { steps: optimiser.steps, tables }, log: [...log] };
    await this.#writeManifest(kept);
    this.#removeAllBut([MANIFEST, LOG_FILE, arrays]);
    this.#nextMs = now() + Math.max(EVERY_MS, SHARE * (now() - started));
  }

  /** To be called once the model is saved. */
  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #read(key: string): Promise<TrainState | undefined> {
    const path = join(this.#folder, MANIFEST);
    if (!existsSync(path)) return undefined;
    const parsed = manifestSchema.safeParse(await readJson(path));
    if (!parsed.success) throw this.#foreign();
    const { state } = parsed.data;
    if (state === undefined) return undefined;
    if (state.key === key) return this.#withArrays(state);
    this.#remark(`${this.#folder} is of other settings, data or weights: training starts anew`);
    return undefined;
  }

  async #withArrays({ step, log, arrays, optimiser }: KeptState): Promise<TrainState> {
    const path = join(this.#folder, arrays);
    const packed = await readSafetensors(path).catch((cause: Error) => {
      const hint = `Remove ${this.#folder} to start anew.`;
      throw new HilgenError('input', { where: path, what: 'the checkpoint is damaged', hint, cause });
    });
    const { weights, moments, best } = unpackArrays(packed);
    const tables = new Map(optimiser.tables.map(({ name, ...own }) => [name, own]));
    return { step, log, weights, best, optimiser: { steps: optimiser.steps, moments, tables } };
  }

  async #startAnew(): Promise<void> {
    await this.#writeManifest(undefined);
    this.#removeAllBut([MANIFEST]);
  }

  async #writeManifest(state: KeptState | undefined): Promise<void> {
    const manifest: z.infer<typeof manifestSchema> = { kind: 'checkpoint', version: 1, state };
    await writeFileAtomic(join(this.#folder, MANIFEST), `${JSON.stringify(manifest)}\n`);
  }

  #removeAllBut(kept: readonly string[]): void {
    for (const name of readdirSync(this.#folder)) {
      if (!kept.includes(name)) rmSync(join(this.#folder, name), { recursive: true, force: true });
    }
  }

  #remark(text: string): void {
    this.#options.remark?.(`${text}\n`);
  }

  #foreign(): HilgenError {
    const hint = 'Move it away, or name another folder for the model.';
    return new HilgenError('input', { where: this.#folder, what: 'the folder holds no checkpoint', hint });
  }
}
