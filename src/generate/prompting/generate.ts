import type { GeneratedOrigin, Sentence } from '../../corpus/sentence.js';
import { tokenise } from '../../corpus/tokenise.js';
import type { AlignedSpan, Claim } from '../align/index.js';
import type { Draft } from './answers/draft.js';
import { type Answers, type Ask, askAll, askedOf, type Candidate } from './candidates.js';
import { CHECKS } from './checks/index.js';
import { type JudgeSettings, judge, knownNames } from './judge.js';
import type { Prepared } from './prepare.js';
import { findUnmarked, type SpanFinder, type UnmarkedPolicy } from './unmarked.js';

/** Settings of what is let through. */
export interface GenerateSettings extends JudgeSettings {
  readonly unmarked: UnmarkedPolicy;
  /** Finds names of the knowledge base that nobody marked. */
  readonly dictionary?: SpanFinder | undefined;
}

/** A sentence that was not let through, or an answer that was none. */
export interface Rejected {
  /** The check or filter that it failed. */
  readonly reason: string;
  readonly detail: string;
  readonly text: string;
  readonly claims: readonly Claim[];
  /** The name that was asked for. */
  readonly asked?: string | undefined;
  readonly source?: string | undefined;
  readonly requests: readonly string[];
}

/** What a language model gave. */
export interface Generation extends Pick<Answers, 'asked' | 'answered'> {
  /** Sentences that the prompts asked for. */
  readonly wanted: number;
  /** Sentences that came back. */
  readonly drafts: number;
  /** In the order of the plan. */
  readonly sentences: readonly Sentence[];
  readonly rejected: readonly Rejected[];
}

/**
 * Asks a language model for labelled sentences and takes in what can be trusted (HILGEN, arXiv
 * 2503.04930, the language model's pipeline): every sentence is checked, its mentions aligned with
 * its characters, names that nobody marked are marked or the sentence is turned away. Nothing is
 * dropped in silence. The same answers give the same sentences.
 */
export async function generateSentences(
  prepared: Prepared,
  ask: Ask,
  settings: GenerateSettings,
): Promise<Generation> {
  const { material, units } = prepared;
  const judged = judge(material, settings);
  const isLetThrough = (draft: Draft): boolean => !('reason' in judged(draft));
  const { candidates, unread, asked, answered } = await askAll(prepared, ask, isLetThrough);
  const made: { readonly candidate: Candidate; readonly sentence: Sentence }[] = [];
  const rejected: Rejected[] = unread.map(({ answer, unit, requests }) => ({
    ...{ reason: 'unreadable', detail: 'no sentence could be read in the answer', text: answer, claims: [] },
    ...{ source: unit.source?.id, requests },
  }));
  const nextId = idMaker(material.preset.name);
  for (const candidate of candidates) {
    const verdict = judged(candidate.draft);
    if ('reason' in verdict) rejected.push(rejection(candidate, verdict));
    else
      made.push({
        candidate,
        sentence: sentenceOf(candidate, verdict, nextId(candidate), prepared, settings),
      });
  }
  const names = knownNames(material.shots, units.flatMap(askedOf));
  const sentences: Sentence[] = [];
  const found = await findUnmarked(
    made.map(({ sentence }) => sentence),
    names,
    settings.dictionary,
  );
  for (const [at, { candidate, sentence }] of made.entries()) {
    const spans = settings.unmarked === 'leave' ? [] : (found[at] ?? []);
    const [first] = spans;
    if (first === undefined || settings.unmarked === 'mark') sentences.push(withSpans(sentence, spans));
    else rejected.push(rejection(candidate, unmarkedVerdict(sentence, first)));
  }
  const wanted = units.reduce((sum, { count }) => sum + count, 0);
  return { wanted, drafts: candidates.length, asked, answered, sentences, rejected };
}

function rejection(
  { draft, unit, requests }: Candidate,
  { reason, detail }: { readonly reason: string; readonly detail: string },
): Rejected {
  const { text, claims, asked } = draft;
  return { reason, detail, text, claims, asked: asked?.text, source: unit.source?.id, requests };
}

function unmarkedVerdict({ text }: Sentence, { start, end, label }: AlignedSpan) {
  return {
    reason: 'unmarked mention',
    detail: `“${text.slice(start, end)}” is a ${label} that is not marked`,
  };
}

function idMaker(preset: string): (candidate: Candidate) => string {
  const numbers = new Map<string, number>();
  return ({ unit: { source, label, layer } }) => {
    const stem = [source?.id ?? label, layer === undefined ? preset : `${preset}-${layer}`].join('/');
    const number = (numbers.get(stem) ?? 0) + 1;
    numbers.set(stem, number);
    return `${stem}/${number}`;
  };
}

function sentenceOf(
  { draft: { asked }, unit, requests, model }: Candidate,
  { text, spans }: { readonly text: string; readonly spans: readonly AlignedSpan[] },
  id: string,
  { material }: Prepared,
  { skip }: GenerateSettings,
): Sentence {
  const { source, span, layer } = unit;
  const way = asked?.from === undefined ? {} : { from: asked.from, to: asked.concept, via: asked.via };
  const origin: GeneratedOrigin = {
    ...{ kind: 'generated', preset: material.preset.name, model, requests },
    ...(source && { source: source.id }),
    ...(source && span && { span }),
    ...(layer && { layer }),
    ...way,
    ...{ seed: material.seed, alignment: [] },
    passed: Object.keys(CHECKS).filter((name) => !skip.includes(name)),
  };
  return withSpans({ id, text, tokens: tokenise(text), spans: [], origin }, spans);
}

/** The sentence with more spans, and how each was found. */
function withSpans(sentence: Sentence, added: readonly AlignedSpan[]): Sentence {
  const { origin } = sentence;
  if (added.length === 0 || origin.kind !== 'generated') return sentence;
  const plain = added.map(({ status: _, claimed: __, ...span }) => span);
  const notes = added.map(({ start, end, status, claimed }) => ({
    start,
    end,
    status,
    ...(claimed && { claimed }),
  }));
  return {
    ...sentence,
    spans: [...sentence.spans, ...plain].sort((a, b) => a.start - b.start),
    origin: { ...origin, alignment: [...origin.alignment, ...notes].sort((a, b) => a.start - b.start) },
  };
}
