import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import { makePatterns, type Patterns } from '../combine/patterns.js';
import { candidatesOf } from '../combine/votes.js';
import { owned } from '../owned.js';
import { MENTION, type Reading, rangeOf, readingOf } from '../reading.js';
import type { Claim, Teacher } from '../teachers/teacher.js';
import { makeNameUses, type NameUses } from './name-uses.js';
import { makePhraseCounts, type PhraseCounts } from './phrase-counts.js';
import { makeWordUses, type WordUses } from './word-uses.js';

/** What a first reading of the text tells. */
export interface Survey {
  readonly sentences: number;
  readonly words: WordUses;
  /** Of teachers that do not cover everything: dictionaries. */
  readonly names: NameUses;
  readonly phrases: PhraseCounts;
  /** What any teacher claims, each form once. */
  readonly claimed: ReadonlySet<string>;
  /** Votes with their kinds of claims. */
  readonly patterns: Patterns;
}

/** Reads the blocks, up to `most` sentences, and asks the teachers of each. */
export async function survey(
  blocks: AsyncIterable<readonly Sentence[]>,
  teachers: readonly Teacher[],
  most: number,
  { onProgress, signal }: WorkOptions = {},
): Promise<Survey> {
  const making = surveyInMaking(teachers);
  let sentences = 0;
  for await (const block of blocks) {
    throwIfAborted(signal);
    const said = await ask(teachers, block, signal);
    for (const [at, sentence] of block.entries()) {
      making.add(
        sentence,
        said.map((claims) => claims[at]),
      );
    }
    sentences += block.length;
    onProgress?.({ done: sentences });
    if (sentences >= most) break;
  }
  return { sentences, ...making.parts };
}

function surveyInMaking(teachers: readonly Teacher[]) {
  const words = makeWordUses();
  const names = makeNameUses();
  const phrases = makePhraseCounts();
  const claimed = new Set<string>();
  const patterns = makePatterns();
  const take = (reading: Reading, claim: Claim, isName: boolean): void => {
    const range = rangeOf(reading.sentence, claim);
    reading.marks.fill(MENTION, range.from, range.to);
    const form = reading.sentence.text.slice(claim.start, claim.end).toLowerCase();
    if (!claimed.has(form)) claimed.add(owned(form));
    if (isName) names.add(claim, reading, range);
  };
  return {
    parts: { words, names, phrases, claimed, patterns },
    add(sentence: Sentence, said: readonly (readonly Claim[] | undefined)[]): void {
      const reading = readingOf(sentence);
      for (const [at, claims] of said.entries()) {
        for (const claim of claims ?? []) take(reading, claim, teachers[at]?.covers === false);
      }
      for (const [at, word] of reading.words.entries()) words.add(word, reading.marks[at] === MENTION);
      phrases.add(reading.words);
      for (const { votes } of candidatesOf(said)) patterns.add(votes);
    },
  };
}

/** What each teacher says of each sentence, teacher by teacher. */
export async function ask(
  teachers: readonly Teacher[],
  block: readonly Sentence[],
  signal?: AbortSignal,
): Promise<(readonly (readonly Claim[] | undefined)[])[]> {
  const said: (readonly (readonly Claim[] | undefined)[])[] = [];
  for (const teacher of teachers) said.push(await teacher.label(block, { signal }));
  return said;
}
