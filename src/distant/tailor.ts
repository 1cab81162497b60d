import { type Company, companyOf, type LabelCompany } from './survey/company.js';
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
  readonly company: Company;
  readonly verdicts: ReadonlyMap<string, NameVerdict>;
}

/** A name is doubtful, or bad, that stands this unlike the sure ones (nats) and more so than this share of their uses. */
const DOUBTFUL = { below: -0.7, share: 0.25 };
const BAD = { below: -1.25, share: 0.15 };
const SHORT = 3;
const MANY_MEANINGS = 4;

/** Judges the names that the text has, by their form, their meanings, and the company they keep. */
export function tailor(
  uses: readonly NameUse[],
  words: WordUses,
  meaningsOf: (name: string) => number,
): Tailoring {
  const company = companyOf(
    uses.filter(({ kind }) => isSure(kind)),
    words,
  );
  const verdicts = uses.map((use): NameVerdict => {
    const own = company.of(use.label);
    const context = own.ofName(use);
    const meanings = meaningsOf(use.written);
    return { use, context, meanings, group: groupOf(use, context, meanings, own) };
  });
  return { company, verdicts: new Map(verdicts.map((verdict) => [verdict.use.kind, verdict])) };
}

/** The group of a name that the text was not asked about. */
export function groupOfForm(kind: string): NameGroup {
  return isSure(kind) ? 'sure' : kind.length <= SHORT ? 'doubtful' : 'plain';
}

const isSure = (kind: string): boolean =>
  kind === EXPLAINED || (kind.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) > 1;

function groupOf({ kind }: NameUse, context: number, meanings: number, own: LabelCompany): NameGroup {
  if (isSure(kind)) return 'sure';
  const faults = (kind.length <= SHORT ? 1 : 0) + (meanings >= MANY_MEANINGS ? 1 : 0);
  const standsOut = ({ below, share }: typeof BAD): boolean =>
    context < below && context < own.quantile(share);
  const strain = faults + (standsOut(BAD) ? 2 : standsOut(DOUBTFUL) ? 1 : 0);
  return strain === 0 ? 'plain' : strain === 1 ? 'doubtful' : 'bad';
}
