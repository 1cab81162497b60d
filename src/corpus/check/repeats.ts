import type { Sentence } from '../sentence.js';
import type { Finding } from './finding.js';
import { squeeze } from './squeezed.js';

/** A named part of a corpus. */
export interface Split {
  readonly name: string;
  readonly sentences: readonly Sentence[];
}

/**
 * Sentences that stand twice within a split, and sentences of a later split that stand in an earlier one;
 * the longest first, for headings repeat by nature.
 */
export function findRepeats(splits: readonly Split[]): Finding[] {
  const findings: (Finding & { length: number })[] = [];
  const earlier = new Map<string, string>();
  for (const { name, sentences } of splits) {
    const own = new Map<string, string>();
    for (const sentence of sentences) {
      const key = squeeze(sentence).text;
      if (key === '') continue;
      const [within, across] = [own.get(key), earlier.get(key)];
      if (across !== undefined) {
        findings.push({
          length: key.length,
          kind: 'leakage',
          where: `${name}: ${sentence.id}`,
          what: `stands in ${across} too: “${short(sentence.text)}”`,
        });
      } else if (within !== undefined) {
        findings.push({
          length: key.length,
          kind: 'duplicate-text',
          where: `${name}: ${sentence.id}`,
          what: `the same as ${within}: “${short(sentence.text)}”`,
        });
      }
      if (within === undefined) own.set(key, sentence.id);
    }
    for (const [key, id] of own) if (!earlier.has(key)) earlier.set(key, `${name}: ${id}`);
  }
  return findings.sort((a, b) => b.length - a.length).map(({ length: _, ...finding }) => finding);
}

const WORDS = 3;
const SIMILAR = 0.8;
const COMMON = 40;

/**
 * Sentences of a later split that share four fifths of their runs of three words with one of an earlier split,
 * without being the same. Runs that stand in more than 40 sentences tell nothing and are passed over.
 */
export function findNearRepeats(splits: readonly Split[]): Finding[] {
  const findings: Finding[] = [];
  const holders = new Map<string, number[]>();
  const known: { name: string; runs: number; key: string }[] = [];
  for (const { name, sentences } of splits) {
    const own = sentences.map((sentence) => ({
      sentence,
      key: squeeze(sentence).text.toLowerCase(),
      runs: runsOf(sentence),
    }));
    for (const { sentence, key, runs } of own) {
      const like = mostAlike(runs, holders, known);
      if (like !== undefined && known[like]?.key !== key) {
        findings.push({
          kind: 'near-leakage',
          where: `${name}: ${sentence.id}`,
          what: `nearly stands in ${known[like]?.name}: “${short(sentence.text)}”`,
        });
      }
    }
    for (const { sentence, key, runs } of own) {
      if (runs.size < 5) continue;
      known.push({ name: `${name}: ${sentence.id}`, runs: runs.size, key });
      for (const run of runs) addHolder(holders, run, known.length - 1);
    }
  }
  return findings;
}

function mostAlike(
  runs: ReadonlySet<string>,
  holders: ReadonlyMap<string, number[]>,
  known: readonly { runs: number }[],
): number | undefined {
  if (runs.size < 5) return undefined;
  const shared = new Map<number, number>();
  for (const run of runs) {
    const found = holders.get(run) ?? [];
    if (found.length > COMMON) continue;
    for (const index of found) shared.set(index, (shared.get(index) ?? 0) + 1);
  }
  for (const [index, count] of shared) {
    const union = runs.size + (known[index]?.runs ?? 0) - count;
    if (count / union >= SIMILAR) return index;
  }
  return undefined;
}

function addHolder(holders: Map<string, number[]>, run: string, index: number): void {
  const found = holders.get(run);
  if (found === undefined) holders.set(run, [index]);
  else if (found.length <= COMMON) found.push(index);
}

function runsOf({ text }: Sentence): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(WORDS - 1).map((_, at) => words.slice(at, at + WORDS).join(' ')));
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
