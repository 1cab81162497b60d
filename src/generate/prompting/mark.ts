import { HilgenError } from '../../base/errors.js';
import { labelsOf, type Sentence } from '../../corpus/sentence.js';
import type { AlignedSpan } from '../align/index.js';
import type { Draft } from './answers/draft.js';
import { type Ask, askAll } from './candidates.js';
import { CHECKS } from './checks/index.js';
import { alignDraft, type Judgement } from './judge.js';
import type { Prepared } from './prepare.js';
import { marksRaw, type Preset } from './preset.js';
import { requestsFor } from './requests.js';
import { planUnits, type Unit } from './units.js';

/** Of which examples a prompt shows where there are more than it has room for; at temperature 0 nothing else is drawn. */
const SEED = 1;

/** A sentence with the mentions that a language model sees in it, or why nothing is known of it. */
export type Mark = { readonly sentence: Sentence } & (
  | { readonly spans: readonly AlignedSpan[] }
  | { readonly reason: string; readonly detail: string }
);

/**
 * The requests that have sentences marked, one each. A sentence that is itself one of the examples is shown the others.
 *
 * @param shots labelled sentences as examples; also such without mentions.
 * @throws HilgenError `usage` for a preset that writes sentences, `input` where the shots have no label.
 */
export function prepareMarks(
  preset: Preset,
  shots: readonly Sentence[],
  sentences: readonly Sentence[],
): Prepared {
  if (!marksRaw(preset)) {
    throw new HilgenError('usage', {
      where: `preset ${preset.name}`,
      what: 'it writes new sentences, and does not mark those of a text',
      hint: 'Choose mark, or mark-base for a base model; `hilgen prompts list` lists all.',
    });
  }
  const labels = labelsOf(shots);
  if (labels.length === 0) {
    throw new HilgenError('input', {
      where: '--few',
      what: 'none of the labelled sentences has a mention, so they show a model nothing',
    });
  }
  const { units, unused } = planUnits(preset, sentences, { layers: [], perMention: 1, seed: SEED });
  const material = { preset, shots, labels, seed: SEED };
  const requests = units.flatMap((unit) => {
    const others = shots.filter((shot) => shot !== unit.source);
    return requestsFor({ ...material, shots: others }, unit, 0).map(({ request }) => request);
  });
  return { material, units, unused, requests, later: [] };
}

/**
 * Asks for the mentions of each sentence and finds them on its characters. An answer that cannot be read, that writes
 * another sentence, has a label of its own or a mention that is not in the sentence tells nothing: what it means is
 * unmarked.
 */
export async function markSentences(prepared: Prepared, ask: Ask): Promise<Mark[]> {
  const { material, units } = prepared;
  const check = CHECKS['unknown label'](material);
  const judged = (draft: Draft, { source }: Unit): Judgement => {
    const text = source?.text ?? '';
    if (lettersOf(draft.text) !== lettersOf(text)) return { reason: 'other sentence', detail: draft.text };
    const detail = check(draft);
    return detail === undefined
      ? alignDraft({ ...draft, text }, material.labels, true)
      : { reason: 'unknown label', detail };
  };
  const isLetThrough = (draft: Draft, unit: Unit): boolean => !('reason' in judged(draft, unit));
  const { candidates, unread } = await askAll(prepared, ask, isLetThrough);
  const outcomes = new Map<Unit, Judgement>(
    unread.map(({ unit, answer }) => [unit, { reason: 'unreadable', detail: answer }]),
  );
  for (const { unit, draft } of candidates) {
    if (!outcomes.has(unit)) outcomes.set(unit, judged(draft, unit));
  }
  return units.map((unit) => ({
    ...(outcomes.get(unit) ?? { reason: 'no answer', detail: 'refused, or not asked yet' }),
    sentence: unit.source as Sentence,
  }));
}

const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
