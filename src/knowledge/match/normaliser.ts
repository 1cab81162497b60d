import { NORMALISATIONS, type NormalisationName } from './normalisations/index.js';
import type { Normalisation } from './normalisations/normalisation.js';

/** Several switches as one. */
export interface Normaliser {
  readonly word: (word: string) => string;
  readonly skips: (mark: string) => boolean;
  /** The name itself, then every further spelling of it, each once, without those left out. */
  readonly spellings: (name: string) => readonly string[];
  readonly standsAlone: (name: string) => boolean;
  readonly isExact: (name: string) => boolean;
}

/** The switches together, in the order of their table. */
export function normaliserOf(chosen: readonly NormalisationName[]): Normaliser {
  const on: Normalisation[] = Object.entries(NORMALISATIONS)
    .filter(([name]) => chosen.some((one) => one === name))
    .map(([, normalisation]) => normalisation);
  const words = on.flatMap(({ word }) => word ?? []);
  const variants = on.flatMap((one) => one.variants ?? []);
  return {
    word: (word) => words.reduce((form, change) => change(form), word),
    skips: remembered((mark) => on.some(({ skips }) => skips?.(mark) === true)),
    spellings: (name) => {
      const spellings = new Set([name]);
      for (const more of variants) {
        for (const one of [...spellings].flatMap(more)) spellings.add(one);
      }
      return [...spellings].filter((spelling) => on.every(({ keeps }) => keeps?.(spelling) !== false));
    },
    standsAlone: (name) => on.every(({ standsAlone }) => standsAlone?.(name) !== false),
    isExact: (name) => on.some(({ isExact }) => isExact?.(name) === true),
  };
}

/** The answers for single characters, each asked for once. */
function remembered(ask: (mark: string) => boolean): (mark: string) => boolean {
  const answers = new Map<string, boolean>();
  return (mark) => {
    const known = answers.get(mark);
    if (known !== undefined) return known;
    const answer = ask(mark);
    answers.set(mark, answer);
    return answer;
  };
}
