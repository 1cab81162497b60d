import { isDeepStrictEqual } from 'node:util';
import type { RunRecord } from './run-record.js';

/** Something in which a repeated run is not the recorded one. */
export interface RunDifference {
  readonly kind: 'version' | 'machine' | 'input' | 'stage' | 'result' | 'score';
  /** What it is: a file, a stage, an arm. */
  readonly where: string;
  readonly recorded: string;
  readonly now: string;
}

/** Files that tell how long something took, or repeat what others say. */
const TIMED = /train\.log\.jsonl$|\.svg$/;

/** What differs between two runs, causes before effects. */
export function compareRuns(recorded: RunRecord, now: RunRecord): RunDifference[] {
  return [
    ...byKey('version', recorded.versions, now.versions),
    ...byKey('machine', stringsOf(recorded.machine), stringsOf(now.machine)),
    ...byKey('input', recorded.inputs, now.inputs),
    ...byKey('stage', keysOf(recorded), keysOf(now)),
    ...byKey('result', resultsOf(recorded), resultsOf(now)),
    ...scores(recorded, now),
  ];
}

type Strings = Readonly<Record<string, string>>;

function byKey(kind: RunDifference['kind'], recorded: Strings, now: Strings): RunDifference[] {
  const keys = [...new Set([...Object.keys(recorded), ...Object.keys(now)])];
  return keys.flatMap((where) => {
    const [old = 'none', own = 'none'] = [recorded[where], now[where]];
    return old === own ? [] : [{ kind, where, recorded: old, now: own }];
  });
}

const stringsOf = (values: object): Strings =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));

const keysOf = ({ stages }: RunRecord): Strings => Object.fromEntries(stages.map(({ id, key }) => [id, key]));

function resultsOf({ stages }: RunRecord): Strings {
  const files = stages.flatMap(({ id, files: own }) =>
    Object.entries(own).map(([name, hash]) => [`${id}: ${name}`, hash] as const),
  );
  return Object.fromEntries(files.filter(([name]) => !TIMED.test(name)));
}

function scores(recorded: RunRecord, now: RunRecord): RunDifference[] {
  return recorded.cells.flatMap((cell, at) => {
    const own = now.cells[at];
    if (isDeepStrictEqual(own?.scores, cell.scores)) return [];
    const seed = cell.seed === undefined ? '' : `, seed ${cell.seed.sample}/${cell.seed.train}`;
    const where = `${cell.data}, ${cell.arm}${seed}`;
    return [{ kind: 'score', where, recorded: f1Of(cell.scores.strict), now: f1Of(own?.scores.strict) }];
  });
}

function f1Of(scores: unknown): string {
  const { f1 } = (scores ?? {}) as { f1?: number };
  return f1 === undefined ? 'none' : `F1 ${(100 * f1).toFixed(2)}`;
}
