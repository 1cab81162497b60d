import type { Completion, ModelRequest } from '../../llm/index.js';
import type { Drawn } from '../draw.js';
import type { AnswerContext, Asked, Draft } from './answers/draft.js';
import { ANSWER_READERS } from './answers/index.js';
import { linesOf } from './answers/lines.js';
import type { Prepared } from './prepare.js';
import { marksRaw, type PresetStep } from './preset.js';
import { beginningOf, requestsFor } from './requests.js';
import type { Unit } from './units.js';

/** An answer with the name of its request. */
export interface Answered {
  readonly key: string;
  readonly completion: Completion;
}

/**
 * Answers requests, in their order; `undefined` where none came. `watch` may be told of each answer, by the place of
 * its request, as it comes: it says how many of its sentences are turned away.
 */
export type Ask = (
  requests: readonly ModelRequest[],
  watch?: Watch,
) => Promise<readonly (Answered | undefined)[]>;

export type Watch = (answered: Answered, at: number) => number;

/** A draft with the story of how it came about. */
export interface Candidate {
  readonly draft: Draft;
  readonly unit: Unit;
  /** Keys of the requests, that of the sentence first. */
  readonly requests: readonly string[];
  readonly model: string;
}

/** An answer that nothing could be read from. */
export interface Unread {
  readonly answer: string;
  readonly unit: Unit;
  readonly requests: readonly string[];
}

/** What asking gave. */
export interface Answers {
  readonly candidates: readonly Candidate[];
  readonly unread: readonly Unread[];
  readonly asked: number;
  readonly answered: number;
}

/** Asks step by step and reads the answers, in the order of the plan; `isLetThrough` counts for a living line alone. */
export async function askAll(
  prepared: Prepared,
  ask: Ask,
  isLetThrough: (draft: Draft, unit: Unit) => boolean,
): Promise<Answers> {
  const { material, units, requests } = prepared;
  const [, second] = material.preset.steps;
  const jobOf = (unit: Unit, answer: Answered | undefined): Job => ({
    ...{ unit, step: 0, before: [], answer },
    ...(marksRaw(material.preset) && unit.source && { lines: [unit.source.text] }),
  });
  const watching =
    (jobs: (at: number, answered: Answered) => Job): Watch =>
    (answered, at) => {
      const job = jobs(at, answered);
      const drafts = draftsOf(prepared, job, answered);
      return drafts.length === 0 ? 1 : drafts.filter((draft) => !isLetThrough(draft, job.unit)).length;
    };
  const last = second === undefined ? watching((at, answer) => jobOf(units[at] as Unit, answer)) : undefined;
  const first = await ask(requests, last);
  const whole = units.map((unit, at) => jobOf(unit, first[at]));
  if (second === undefined) return read(prepared, whole, 0, 0);
  const next = whole.flatMap((job) => followUps(prepared, job));
  const answers = await ask(
    next.map(({ request }) => request),
    watching((at, answer) => ({ ...(next[at] as { job: Job }).job, answer })),
  );
  const marked = next.map(({ job }, at): Job => ({ ...job, answer: answers[at] }));
  const answered = first.filter((answer) => answer !== undefined).length;
  return read(prepared, marked, requests.length, answered);
}

interface Job {
  readonly unit: Unit;
  readonly step: number;
  /** Keys of the requests before this one. */
  readonly before: readonly string[];
  readonly lines?: readonly string[];
  /** The line that this request is about. */
  readonly line?: string | undefined;
  readonly answer: Answered | undefined;
}

function followUps(
  { material }: Prepared,
  { unit, answer }: Job,
): { readonly job: Job; readonly request: ModelRequest }[] {
  if (answer === undefined) return [];
  const { text, finish } = answer.completion;
  const lines = linesOf(text, finish === 'length').slice(0, unit.count);
  if (lines.length === 0) return [];
  return requestsFor(material, unit, 1, lines).map(({ request, line }) => ({
    request,
    job: {
      unit,
      step: 1,
      before: [answer.key],
      lines: line === undefined ? lines : [],
      line,
      answer: undefined,
    },
  }));
}

function draftsOf(
  { material }: Prepared,
  { unit, step, lines = [], line }: Job,
  { completion: { text, finish } }: Answered,
): Draft[] {
  const { answer: form } = material.preset.steps[step] as PresetStep;
  const context: AnswerContext = {
    labels: material.labels,
    asked: line === undefined ? askedOf(unit) : [{ text: line, label: unit.label ?? '' }],
    lines,
    isCut: finish === 'length',
  };
  return ANSWER_READERS[form](beginningOf(material, unit, step) + text, context);
}

function read(prepared: Prepared, jobs: readonly Job[], asked: number, answered: number): Answers {
  const candidates: Candidate[] = [];
  const unread: Unread[] = [];
  for (const job of jobs) {
    const { unit, before, line, answer } = job;
    if (answer === undefined) continue;
    const { text, model } = answer.completion;
    const drafts = draftsOf(prepared, job, answer);
    const requests =
      before.length === 0
        ? [answer.key]
        : line === undefined
          ? [...before, answer.key]
          : [answer.key, ...before];
    if (drafts.length === 0) unread.push({ answer: text, unit, requests });
    for (const draft of drafts) candidates.push({ draft, unit, requests, model });
  }
  const open = jobs.filter(({ answer }) => answer !== undefined).length;
  return { candidates, unread, asked: asked + jobs.length, answered: answered + open };
}

/** The names that a unit asks for: its neighbours', or the mention that is to stay. */
export function askedOf({ neighbours, source, span, label = '', strategy }: Unit): Asked[] {
  if (neighbours.length > 0) return neighbours.map((one) => ofNeighbour(one, label));
  if (source === undefined || span === undefined || strategy !== undefined) return [];
  return [{ text: source.text.slice(span.start, span.end), label, concept: span.concept }];
}

function ofNeighbour({ id, name, via, from }: Drawn, label: string): Asked {
  return { text: name, label, concept: id, from: from.id, via };
}
