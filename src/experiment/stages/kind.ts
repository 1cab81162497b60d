import type { WorkOptions } from '../../base/progress.js';
import type { Bench } from '../bench.js';

/** What a stage is given to work with. */
export interface Task {
  /** Where its result goes; it becomes the stage's folder once all is written. */
  readonly folder: string;
  /** A folder that outlives an interruption, for what lets a long stage go on. Removed when it is done. */
  readonly unfinished: string;
  /** The paths of what it reads, by role. */
  paths(role: string): readonly string[];
  readonly bench: Bench;
  readonly work: WorkOptions;
}

/** Of which there is one: the processor's cores (two thread pools spin against each other), the file of answers. */
export type Resource = 'cores' | 'answers';

/** One kind of stage: a file in this folder and a line in `index.ts`. */
export interface StageKind<S> {
  /** Changes where the same settings and inputs give another result: everything of the kind is redone. */
  readonly version: number;
  /** The file or folder that other stages read. */
  readonly output: string;
  /** What it needs for itself while it runs; nothing where absent. */
  needs?(settings: S): readonly Resource[];
  /** Does the work, writes into `task.folder`, and gives what is worth noting of it, as JSON. */
  run(settings: S, task: Task): Promise<object>;
}

/** The path of the only input of a role. */
export function onlyPath(task: Task, role: string): string {
  const [path] = task.paths(role);
  if (path === undefined) throw new Error(`nothing is given as ${role}`);
  return path;
}
