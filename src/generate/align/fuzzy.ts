import { type Word, words } from '../../knowledge/normalise.js';
import type { Occurrence } from './occurrences.js';
import { acronym } from './wanted.js';

const LEAST = 5;
const BEGINNING = 3;

/**
 * Seeks a mention that stands nearly as claimed: as many words, each the same or, from five letters
 * on, one edit away behind its third letter. Digits count in full. So `tumors` is found for
 * `tumor`, but not `hypotension` for `hypertension`, `microcytic` for `macrocytic`, `IL-6` for
 * `IL-2`. The first place that `isFree` lets through.
 */
export function fuzzyFinder(
  text: string,
): (written: string, isFree: (place: Occurrence) => boolean) => Occurrence | undefined {
  const inText = onlyWords(text);
  const byBeginning = new Map<string, number[]>();
  for (const [at, { key }] of inText.entries()) {
    const list = byBeginning.get(beginning(key));
    if (list === undefined) byBeginning.set(beginning(key), [at]);
    else list.push(at);
  }
  return (written, isFree) => {
    const sought = onlyWords(written);
    const [first] = sought;
    if (first === undefined || acronym(written) !== undefined) return undefined;
    for (const at of byBeginning.get(beginning(first.key)) ?? []) {
      const last = inText[at + sought.length - 1];
      const place = { start: inText[at]?.start ?? 0, end: last?.end ?? 0 };
      const isNear = sought.every((word, index) => near(word.key, inText[at + index]?.key ?? ''));
      if (last !== undefined && isNear && isFree(place)) return place;
    }
    return undefined;
  };
}

function onlyWords(text: string): Word[] {
  return words(text).filter(({ kind }) => kind === 'word');
}

function beginning(key: string): string {
  return key.slice(0, BEGINNING);
}

function near(a: string, b: string): boolean {
  if (a === b) return true;
  const isLong = a.length >= LEAST && b.length >= LEAST;
  return isLong && digits(a) === digits(b) && beginning(a) === beginning(b) && isOneEdit(a, b);
}

function digits(key: string): string {
  return key.replace(/\P{N}/gu, '');
}

/** Whether one letter inserted, dropped or changed makes one word the other. */
function isOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let ends = 0;
  while (ends < Math.min(a.length, b.length) - from && a.at(-1 - ends) === b.at(-1 - ends)) ends++;
  return Math.max(a.length, b.length) - from - ends === 1;
}
