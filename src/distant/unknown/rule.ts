import type { Range, Reading } from '../reading.js';
import type { Company } from '../survey/company.js';
import type { TermWord } from './term-words.js';

/** What the rules know of the text besides. */
export interface TermKnowledge {
  readonly company: Pick<Company, 'best'>;
  /** Whether neighbouring words make a phrase that the text uses again and again. */
  readonly isPhrase: (phrase: string) => boolean;
}

/** A sentence with what part of a name each of its words could be. */
export interface TermReading extends Reading {
  readonly parts: readonly TermWord[];
}

/** Tokens of one of a run's sentences. */
export interface Doubt extends Range {
  readonly sentence: number;
}

/** Finds what might be a name though no teacher says so. */
export interface UnknownRule {
  /** What it does, in one sentence for help texts and tables. */
  readonly about: string;
  /** In the sentences of one document, with what is held of their tokens so far. */
  readonly find: (run: readonly TermReading[], knowledge: TermKnowledge) => readonly Doubt[];
}
