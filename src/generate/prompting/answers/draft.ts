import type { Claim, TaggedToken } from '../../align/index.js';

/** The name that a sentence was to hold. */
export interface Asked extends Claim {
  /** Of a neighbour: the concept it was reached from, and what was passed. */
  readonly from?: string | undefined;
  readonly via?: readonly string[] | undefined;
}

/** A sentence as a model gave it, with what is claimed of it. */
export interface Draft {
  readonly text: string;
  readonly claims: readonly Claim[];
  /** Where the model tagged token by token. */
  readonly tagged?: readonly TaggedToken[] | undefined;
  readonly asked?: Asked | undefined;
}

/** What an answer is read against. */
export interface AnswerContext {
  readonly labels: readonly string[];
  /** The names asked for, in the prompt's order. */
  readonly asked: readonly Asked[];
  /** The sentences that it is about: those that the step before wrote, or the one of raw text. */
  readonly lines: readonly string[];
  /** The answer broke off at its greatest length. */
  readonly isCut: boolean;
}

/** Reads one form of answer; what cannot be read gives no draft. */
export type AnswerReader = (answer: string, context: AnswerContext) => Draft[];
