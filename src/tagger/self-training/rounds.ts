import type { Sentence } from '../../corpus/sentence.js';

/** A student, once it has learnt. */
export interface Taught<Model> {
  readonly model: Model;
  /** On development sentences, where there are any. */
  readonly f1?: number | undefined;
}

/** What a round came to. */
export interface RoundReport {
  /** From 1: the first learns from the sentences as they came. */
  readonly round: number;
  readonly f1?: number | undefined;
  /** Below which its teacher's word was not taught. */
  readonly confidence?: number | undefined;
  /** Of the raw sentences as it learnt from them. */
  readonly spans: number;
  readonly unknown: number;
}

export interface SelfTraining<Model> {
  /** Sentences that stay as they are. */
  readonly fixed: readonly Sentence[];
  /** Raw text, with the labels of the first teachers. */
  readonly raw: readonly Sentence[];
  /** Rounds behind the first. */
  readonly rounds: number;
  /** A student from the pretrained weights. */
  readonly learn: (sentences: readonly Sentence[], round: number) => Promise<Taught<Model>>;
  /** The raw text as the model sees it. */
  readonly relabel: (
    model: Model,
    round: number,
  ) => Promise<{ readonly sentences: readonly Sentence[]; readonly confidence: number }>;
}

export interface SelfTrained<Model> {
  readonly model: Model;
  /** The round whose student it is. */
  readonly chosen: number;
  readonly rounds: readonly RoundReport[];
}

/**
 * Teacher and student in rounds (BOND, Liang et al. 2020, section 3.3): each student learns anew from what the one
 * before it is sure of, and becomes the next teacher. Where development sentences say so it ends with the first round
 * that is worse than the best, which is the one that is kept; without any, the last is kept.
 */
export async function selfTrain<Model>({
  fixed,
  raw,
  rounds,
  learn,
  relabel,
}: SelfTraining<Model>): Promise<SelfTrained<Model>> {
  const first = await learn([...fixed, ...raw], 1);
  const reports: RoundReport[] = [{ round: 1, f1: first.f1, ...sizesOf(raw) }];
  let best = { ...first, round: 1 };
  for (let round = 2; round <= rounds + 1; round++) {
    const { sentences, confidence } = await relabel(best.model, round);
    const student = await learn([...fixed, ...sentences], round);
    reports.push({ round, f1: student.f1, confidence, ...sizesOf(sentences) });
    if (student.f1 !== undefined && student.f1 <= (best.f1 ?? 0)) break;
    best = { ...student, round };
  }
  return { model: best.model, chosen: best.round, rounds: reports };
}

function sizesOf(sentences: readonly Sentence[]): Pick<RoundReport, 'spans' | 'unknown'> {
  const count = (of: (sentence: Sentence) => number): number =>
    sentences.reduce((sum, sentence) => sum + of(sentence), 0);
  return {
    spans: count(({ spans }) => spans.length),
    unknown: count(({ unknown = [] }) => unknown.length),
  };
}
