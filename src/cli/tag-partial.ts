import { existsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { HilgenError } from '../base/errors.js';
import { asFileError, readJson, writeFileAtomic } from '../base/files.js';
import { lossShape } from './shared/losses.js';

/** What has been counted while tagging. */
export const countsShape = z.object({
  documents: z.int(),
  sentences: z.int(),
  labels: z.record(z.string(), z.int()).describe('mentions found, by label'),
  setAside: z
    .object({
      mentions: z.int(),
      relations: z.int(),
      lines: z.int().describe('lines and fields that only the input’s format knows'),
    })
    .describe('what the input said itself: neither read nor kept'),
  losses: z.array(lossShape),
});

export type TagCounts = z.infer<typeof countsShape>;

const stateShape = z.object({
  version: z.literal(1),
  task: z.record(z.string(), z.unknown()),
  /** Length of the part that is safely on the disk. */
  bytes: z.int(),
  counts: countsShape,
});

/** What was asked for, of which files. */
export type Task = Readonly<Record<string, unknown>>;

type State = z.infer<typeof stateShape>;

/**
 * A file that grows under the name `OUT.partial` until it is whole, with `OUT.partial.json` beside it, which says how
 * far it is. What is appended counts once it is on the disk, so that a killed run goes on where it was.
 */
export class PartialFile {
  #bytes = 0;

  private constructor(
    readonly out: string,
    readonly task: Task,
    /** Where the work starts. */
    readonly counts: TagCounts,
    bytes: number,
  ) {
    this.#bytes = bytes;
  }

  /**
   * The unfinished file of this task, or a new one.
   *
   * @throws HilgenError `input` where another file stands in the way.
   */
  static async open(out: string, task: Task, none: TagCounts): Promise<PartialFile> {
    const state = await readState(out);
    if (state === undefined) assertFree(out);
    else if (JSON.stringify(state.task) !== JSON.stringify(task)) {
      throw inTheWay(out, 'an unfinished run of another model, input or setting has written this');
    }
    const { counts, bytes } = state ?? { counts: none, bytes: 0 };
    const file = new PartialFile(out, task, counts, bytes);
    // The note comes first: what has none is not ours.
    await file.#note(counts);
    await cut(partOf(out), bytes);
    return file;
  }

  /** Appends a text, flushes it, then notes how far the work is. */
  async append(text: string, counts: TagCounts): Promise<void> {
    const bytes = /\.gz$/i.test(this.out) ? gzipSync(text) : Buffer.from(text);
    const path = partOf(this.out);
    try {
      const file = await open(path, 'a');
      try {
        await file.appendFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (cause) {
      throw asFileError(cause, path);
    }
    this.#bytes += bytes.length;
    await this.#note(counts);
  }

  /** Gives the file its name. */
  async finish(): Promise<void> {
    await rename(partOf(this.out), this.out).catch((cause) => {
      throw asFileError(cause, this.out);
    });
    await rm(stateOf(this.out), { force: true });
  }

  async #note(counts: TagCounts): Promise<void> {
    const state: State = { version: 1, task: this.task, bytes: this.#bytes, counts };
    await writeFileAtomic(stateOf(this.out), `${JSON.stringify(state)}\n`);
  }
}

const partOf = (out: string): string => `${out}.partial`;
const stateOf = (out: string): string => `${out}.partial.json`;

/** Nothing where nothing is unfinished. */
async function readState(out: string): Promise<State | undefined> {
  if (!existsSync(stateOf(out))) return undefined;
  const state = stateShape.safeParse(await readJson(stateOf(out)));
  if (!state.success) throw inTheWay(out, 'the note beside it does not say how far a run came');
  if (!existsSync(partOf(out))) return undefined;
  if (statSync(partOf(out)).size >= state.data.bytes) return state.data;
  throw inTheWay(out, 'it is shorter than the note beside it says');
}

function assertFree(out: string): void {
  if (existsSync(partOf(out)) && !existsSync(stateOf(out))) {
    throw inTheWay(out, 'is not an unfinished file of ours');
  }
}

function inTheWay(out: string, what: string): HilgenError {
  const hint = `To begin anew, remove it and ${stateOf(out)}; else give the run's own command, or name another --out.`;
  return new HilgenError('input', { where: partOf(out), what, hint });
}

/** Cuts the file to its safe part; makes it where it is missing. */
async function cut(path: string, bytes: number): Promise<void> {
  try {
    const file = await open(path, 'a');
    try {
      await file.truncate(bytes);
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw asFileError(cause, path);
  }
}
