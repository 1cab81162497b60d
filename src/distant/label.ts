import type { Sentence, Token } from '../corpus/sentence.js';
import { runsOf } from '../tagger/dictionary-runs.js';
import { settle, type Thresholds, type Weighed } from './combine/settle.js';
import { candidatesOf, isFor } from './combine/votes.js';
import type { Learnt } from './learn.js';
import { MENTION, OUTSIDE, type Reading, rangeOf, readingOf, stretchesOf, UNKNOWN } from './reading.js';
import { ask } from './survey/survey.js';
import type { Teacher } from './teachers/teacher.js';
import { UNKNOWN_RULES, type UnknownRuleName } from './unknown/index.js';
import type { TermKnowledge } from './unknown/rule.js';
import type { TermWords } from './unknown/term-words.js';

/** All that labelling goes by. */
export interface LabelSettings {
  readonly teachers: readonly Teacher[];
  readonly learnt: Learnt;
  readonly knowledge: TermKnowledge;
  readonly terms: TermWords;
  readonly thresholds: Thresholds;
  readonly rules: readonly UnknownRuleName[];
}

/** A stretch that is left out, and the rule that says so; `votes`: teachers claim it, but not surely enough. */
export interface Doubtful extends Token {
  readonly rule: UnknownRuleName | 'votes';
}

/** A sentence of raw text with labels, and how they came about. */
export interface Labelled {
  readonly sentence: Sentence;
  readonly candidates: readonly Weighed[];
  readonly doubts: readonly Doubtful[];
  readonly reading: Reading;
}

/** Labels a block of whole documents. */
export async function labelBlock(block: readonly Sentence[], settings: LabelSettings): Promise<Labelled[]> {
  const { teachers, rules, knowledge } = settings;
  const said = await ask(teachers, block);
  const drafts = block.map((sentence, at) =>
    draftOf(
      sentence,
      said.map((claims) => claims[at]),
      settings,
    ),
  );
  let first = 0;
  for (const { sentences } of runsOf(block)) {
    const run = drafts.slice(first, first + sentences.length);
    first += sentences.length;
    for (const rule of rules) {
      const found = UNKNOWN_RULES[rule].find(
        run.map(({ reading }) => reading),
        knowledge,
      );
      for (const { sentence, from, to } of found) doubt(run[sentence] as Draft, { from, to }, rule);
    }
  }
  return drafts.map((draft) => finished(draft, teachers));
}

type Draft = ReturnType<typeof draftOf>;

function draftOf(
  sentence: Sentence,
  said: Parameters<typeof candidatesOf>[0],
  { learnt: { model, grouped }, thresholds, terms }: LabelSettings,
) {
  const candidates = candidatesOf(said).map((candidate) => ({
    ...candidate,
    probability: model.probability(candidate.votes.map((vote, at) => grouped(at, vote))),
  }));
  const { spans, doubtful } = settle(candidates, thresholds);
  const plain = readingOf(sentence);
  const reading = { ...plain, parts: plain.words.map(terms) };
  const draft = { reading, candidates, spans: [...spans], doubts: [] as Doubtful[] };
  for (const span of spans) mark(draft.reading, rangeOf(sentence, span), MENTION);
  for (const stretch of doubtful) doubt(draft, rangeOf(sentence, stretch), 'votes');
  return draft;
}

function mark({ marks }: Reading, { from, to }: { from: number; to: number }, as: number): void {
  for (let at = from; at < to; at++) if (marks[at] === OUTSIDE) marks[at] = as;
}

/** Leaves tokens out; mentions among them stay, unless it is their beginning that is doubted. */
function doubt(draft: Draft, range: { from: number; to: number }, rule: Doubtful['rule']): void {
  const { reading } = draft;
  const { tokens } = reading.sentence;
  const stretch = { start: tokens[range.from]?.start ?? 0, end: tokens[range.to - 1]?.end ?? 0 };
  if (rule === 'boundaries') {
    draft.spans = draft.spans.filter(({ start, end }) => start < stretch.start || end > stretch.end);
    reading.marks.fill(UNKNOWN, range.from, range.to);
  } else mark(reading, range, UNKNOWN);
  draft.doubts.push({ ...stretch, rule });
}

function finished({ reading, candidates, spans, doubts }: Draft, teachers: readonly Teacher[]): Labelled {
  const { sentence } = reading;
  const { origin } = sentence;
  const unknown = stretchesOf(reading, UNKNOWN);
  const votes = candidates.map(({ start, end, label, probability, votes: all }) => ({
    ...{ start, end, label },
    teachers: teachers.flatMap(({ name }, at) => (isFor(all[at] as string) ? [name] : [])),
    probability: rounded(probability),
  }));
  return {
    sentence: {
      ...sentence,
      spans: spans.map((span) => ({ ...span, score: rounded(span.score ?? 1) })),
      ...(unknown.length > 0 && { unknown }),
      origin: {
        kind: 'distant',
        file: 'file' in origin ? origin.file : '',
        line: 'line' in origin ? origin.line : 1,
        teachers: teachers.map(({ name }) => name),
        votes,
      },
    },
    ...{ candidates, doubts, reading },
  };
}

const rounded = (probability: number): number => Math.round(probability * 10_000) / 10_000;
