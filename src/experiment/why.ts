import type { Stage } from './stage.js';
import { describe, type StageRecord, type StageStore } from './store.js';

/** Why a stage is to be done, or that it is not. */
export type Reason =
  | { readonly kind: 'finished'; readonly seconds: number }
  | { readonly kind: 'discarded' }
  | { readonly kind: 'new' }
  | { readonly kind: 'changed'; readonly changes: readonly Change[] };

/** What differs from the last finished stage of this name. */
export interface Change {
  /** A setting, an input by what it is to the stage, or `version`: that of the kind. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** The stage that this input comes from, whose own reasons say more. */
  readonly stage?: Stage | undefined;
}

/** Compares a stage with what is finished under its name. */
export function reasonFor(stage: Stage, store: StageStore): Reason {
  const record = store.find(stage);
  if (record?.discarded) return { kind: 'discarded' };
  if (record !== undefined) return { kind: 'finished', seconds: record.seconds };
  const before = store.all(stage.kind).filter((other) => other.record.id === stage.id);
  const last = before.sort((a, b) => b.finishedMs - a.finishedMs)[0]?.record;
  return last === undefined ? { kind: 'new' } : { kind: 'changed', changes: changesOf(stage, last) };
}

function changesOf(stage: Stage, last: StageRecord): Change[] {
  const now = describe(stage);
  const version =
    now.version === last.version ? [] : [{ what: 'version', from: `${last.version}`, to: `${now.version}` }];
  const settings: Readonly<Record<string, unknown>> = JSON.parse(JSON.stringify(now.settings));
  const names = [...new Set([...Object.keys(last.settings), ...Object.keys(settings)])].sort();
  const changed = names.map((what) => ({
    what,
    from: shown(last.settings[what]),
    to: shown(settings[what]),
  }));
  const roles = [...new Set([...Object.keys(last.inputs), ...Object.keys(now.inputs)])].sort();
  const inputs = roles.flatMap((role) => {
    const [old = [], own = []] = [last.inputs[role], now.inputs[role]];
    return Array.from({ length: Math.max(old.length, own.length) }, (_, at): Change => {
      const input = stage.inputs[role]?.[at];
      const [from, to] = [old[at], own[at]].map((each) =>
        each ? `${each.name} (${each.key.slice(0, 8)})` : 'none',
      );
      return {
        what: role,
        from: from ?? '',
        to: to ?? '',
        stage: input?.kind === 'file' ? undefined : input,
      };
    });
  });
  return [...version, ...changed, ...inputs].filter(({ from, to }) => from !== to);
}

const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
