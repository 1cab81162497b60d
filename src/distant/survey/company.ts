import { EXPLAINED } from '../teachers/name-form.js';
import { type Context, type ContextModel, contextModel } from './context-model.js';
import type { NameUse } from './name-uses.js';
import type { WordUses } from './word-uses.js';

/** The company that one label's sure names keep. */
export interface LabelCompany extends ContextModel {
  /** How much a name's places are like those of the sure names: mean log odds, in nats. */
  ofName(use: Pick<NameUse, 'contexts'>): number;
  /** The `ofName` below which this share of the uses of sure names stand, each judged by the others; `Infinity` without any. */
  quantile(share: number): number;
}

/** The company of every label's names: drugs stand elsewhere than diseases. */
export interface Company {
  of(label: string): LabelCompany;
  /** The label whose names stand most like this, and how much so; 0 without names. */
  best(context: Context): { readonly label: string | undefined; readonly score: number };
}

/** Uses of neutral context that every name is taken to have besides. */
const NEUTRAL = 2;

/** Learns from the sure names of a text. */
export function companyOf(sure: readonly NameUse[], words: WordUses): Company {
  const ofLabel = (label: string): LabelCompany =>
    labelCompany(
      sure.filter((use) => use.label === label),
      words,
    );
  const labels = [...new Set(sure.map(({ label }) => label))].sort();
  const companies = new Map(labels.map((label) => [label, ofLabel(label)]));
  const none = labelCompany([], words);
  return {
    of: (label) => companies.get(label) ?? none,
    best: (context) =>
      [...companies]
        .map(([label, { score }]) => ({ label, score: score(context) }))
        .reduce((best, one) => (best.label === undefined || one.score > best.score ? one : best), {
          ...{ label: undefined as string | undefined, score: 0 },
        }),
  };
}

function labelCompany(sure: readonly NameUse[], words: WordUses): LabelCompany {
  const model = contextModel(
    sure.flatMap(({ contexts }) => contexts),
    words,
  );
  let standings: Standings | undefined;
  const standingsOnce = (): Standings => {
    standings ??= sure
      .filter(({ kind }) => kind !== EXPLAINED)
      .map((use) => ({ at: meanScore(model.without(use.contexts), use), uses: use.count }))
      .sort((a, b) => a.at - b.at);
    return standings;
  };
  return {
    score: model.score,
    ofName: (use) => meanScore(model, use),
    quantile: (share) => quantile(standingsOnce(), share),
  };
}

/** Sure names by their likeness to the others, rising. */
type Standings = readonly { readonly at: number; readonly uses: number }[];

function quantile(standings: Standings, share: number): number {
  const total = standings.reduce((sum, { uses }) => sum + uses, 0);
  let passed = 0;
  for (const { at, uses } of standings) {
    passed += uses;
    if (passed >= share * total) return at;
  }
  return Number.POSITIVE_INFINITY;
}

function meanScore(model: ContextModel, { contexts }: Pick<NameUse, 'contexts'>): number {
  const sum = contexts.reduce((total, context) => total + model.score(context), 0);
  return sum / (contexts.length + NEUTRAL);
}
