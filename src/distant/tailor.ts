import { type ContextModel, contextModel } from './survey/context-model.js';
import type { NameUse } from './survey/name-uses.js';
import type { WordUses } from './survey/word-uses.js';
import { EXPLAINED } from './teachers/name-form.js';

/**
 * How a dictionary's name behaves in a text. `sure`: of several words, or a short form that the text explains;
 * `plain`: one word that stands where sure names do; `doubtful`, `bad`: one that stands elsewhere more and more.
 */
export const NAME_GROUPS = ['sure', 'plain', 'doubtful', 'bad'] as const;
export type NameGroup = (typeof NAME_GROUPS)[number];

/** A name judged by a text. */
export interface NameVerdict {
  readonly use: NameUse;
  readonly group: NameGroup;
  /** How much its places are like those of sure names, in nats; below 0 unlike. */
  readonly context: number;
  /** Concepts that it means. */
  readonly meanings: number;
}

/** What the text says of the names in it. */
export interface Tailoring {
  readonly contexts: ContextModel;
  readonly verdicts: ReadonlyMap<string, NameVerdict>;
}

/** Uses of neutral context that every name is taken to have besides. */
const NEUTRAL = 2;
const DOUBTFUL_BELOW = -0.7;
const BAD_BELOW = -1.25;
const SHORT = 3;
const MANY_MEANINGS = 4;

/** Judges the names that the text has, by their form, their meanings, and the company they keep. */
export function tailor(
  uses: readonly NameUse[],
  words: WordUses,
  meaningsOf: (name: string) => number,
): Tailoring {
  const sure = uses.filter(({ kind }) => isSure(kind));
  const contexts = contextModel(
    sure.flatMap((use) => use.contexts),
    words,
  );
  const verdicts = uses.map((use): NameVerdict => {
    const sum = use.contexts.reduce((total, context) => total + contexts.score(context), 0);
    const context = sum / (use.contexts.length + NEUTRAL);
    const meanings = meaningsOf(use.written);
    return { use, context, meanings, group: groupOf(use, context, meanings) };
  });
  return { contexts, verdicts: new Map(verdicts.map((verdict) => [verdict.use.kind, verdict])) };
}

/** The group of a name that the text was not asked about. */
export function groupOfForm(kind: string): NameGroup {
  return isSure(kind) ? 'sure' : kind.length <= SHORT ? 'doubtful' : 'plain';
}

const isSure = (kind: string): boolean =>
  kind === EXPLAINED || (kind.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) > 1;

function groupOf({ kind }: NameUse, context: number, meanings: number): NameGroup {
  if (isSure(kind)) return 'sure';
  const faults = (kind.length <= SHORT ? 1 : 0) + (meanings >= MANY_MEANINGS ? 1 : 0);
  const strain = faults + (context < BAD_BELOW ? 2 : context < DOUBTFUL_BELOW ? 1 : 0);
  return strain === 0 ? 'plain' : strain === 1 ? 'doubtful' : 'bad';
}
