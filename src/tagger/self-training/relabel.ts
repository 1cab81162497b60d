import type { DistantOrigin, Sentence, Span, Token } from '../../corpus/sentence.js';
import { latticeOf } from '../crf/lattice.js';
import { tagMarginals } from '../crf/marginals.js';
import { spansOf, type Tagging } from '../crf/spans.js';

/** What a teacher's word counts for. */
export interface RelabelSettings {
  /** Spans, and words outside, of at least this probability are taught; what lies between is unknown. In (0, 1]. */
  readonly confidence: number;
  /** Its name among the sentence's teachers. */
  readonly teacher: string;
}

/**
 * A sentence as a tagger sees it, in place of its labels: mentions that it is sure of, and unknown stretches where it
 * is sure neither of a mention nor of none (BOND, Liang et al. 2020, section 3.3: high-confidence selection, by token).
 *
 * @param emissions tokens×tags log-probabilities.
 */
export function relabelled(
  sentence: Sentence,
  emissions: Float32Array,
  tagging: Tagging,
  { confidence, teacher }: RelabelSettings,
): Sentence {
  const { tokens } = sentence;
  const found = spansOf(tokens, emissions, tagging);
  const spans = found.filter(({ score = 0 }) => score >= confidence);
  const width = tagging.tags.length;
  const outside = tagging.tags.indexOf('O');
  const marginals = tagMarginals(latticeOf(emissions, tagging.transitions));
  const isOpen = tokens.map(
    (token, at) => !isInside(token, spans) && (marginals[at * width + outside] as number) < confidence,
  );
  return { ...sentence, spans, unknown: runsOf(tokens, isOpen), origin: originOf(sentence, found, teacher) };
}

function isInside({ start, end }: Token, spans: readonly Span[]): boolean {
  return spans.some((span) => span.start <= start && end <= span.end);
}

function runsOf(tokens: readonly Token[], isOpen: readonly boolean[]): Token[] {
  const runs: Token[] = [];
  tokens.forEach(({ start, end }, at) => {
    if (!isOpen[at]) return;
    const last = isOpen[at - 1] ? runs.pop() : undefined;
    runs.push({ start: last?.start ?? start, end });
  });
  return runs;
}

function originOf({ origin }: Sentence, found: readonly Span[], teacher: string): DistantOrigin {
  const { file, line } = origin.kind === 'gold' || origin.kind === 'distant' ? origin : { file: '', line: 1 };
  const votes = found.map(({ start, end, label, score = 0 }) => ({
    ...{ start, end, label, teachers: [teacher], probability: score },
  }));
  return { kind: 'distant', file, line, teachers: [teacher], votes };
}
