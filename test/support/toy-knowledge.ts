import { random } from '../../src/base/random.js';
import type { Sentence } from '../../src/corpus/sentence.js';
import type { KnowledgeSource } from '../../src/tagger/knowledge-features/knowledge.js';
import { sentenceOf } from './sentences.js';

/** A knowledge base of these names, each a concept; the ids begin with the given prefix. */
export function kbOf(names: readonly string[], prefix = 'T:', sha256 = 'toy'): KnowledgeSource {
  const counts = { concepts: names.length, names: names.length };
  const source = { format: 'obo', file: `${sha256}.obo`, sha256, name: undefined, version: undefined };
  return {
    names: () => names.map((text, at) => ({ text, concept: `${prefix}${at}`, scope: 'EXACT' as const })),
    concept: () => undefined,
    summary: () =>
      ({ ...counts, sources: [{ ...source, licence: undefined, counts: {} }] }) as unknown as ReturnType<
        KnowledgeSource['summary']
      >,
  };
}

/** Sentences in which a name and a word that no knowledge base has stand alike: nothing in the text tells them apart. */
export interface Riddle {
  readonly kb: KnowledgeSource;
  readonly learnt: readonly Sentence[];
  readonly unseen: readonly Sentence[];
}

/** Draws made-up words; those that the knowledge base has are labelled. Learnt and unseen sentences share none. */
export function riddle(count: number): Riddle {
  const draws = random(11, 'riddle');
  const letter = (): string => 'abdefgikmnoprt'[draws.int(14)] as string;
  const word = (): string => Array.from({ length: 6 }, letter).join('');
  const words = [...new Set(Array.from({ length: 4 * count }, word))];
  const names = words.slice(0, words.length / 2);
  const sentences = names.map((name, at) => {
    const other = words[words.length / 2 + at] as string;
    return sentenceOf(at % 2 === 0 ? `we met ${name}/D and ${other}` : `we met ${other} and ${name}/D`);
  });
  return { kb: kbOf(names), learnt: sentences.slice(0, count), unseen: sentences.slice(count) };
}
