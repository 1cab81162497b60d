import type { Sentence } from '../../corpus/sentence.js';
import { fold } from '../align/fold.js';
import { type AlignedSpan, align, alignTagged, type Claim, type Misfit } from '../align/index.js';
import type { Asked, Draft } from './answers/draft.js';
import type { CheckContext } from './checks/check.js';
import { CHECKS } from './checks/index.js';

/** A sentence with its spans on its own characters, or why it is none. */
export type Judgement =
  | { readonly text: string; readonly spans: readonly AlignedSpan[] }
  | { readonly reason: string; readonly detail: string };

/** Settings of a judgement. */
export interface JudgeSettings {
  readonly fuzzy: boolean;
  /** Names of checks that are left out. */
  readonly skip: readonly string[];
}

/** Judges drafts one by one: the checks, then the alignment of what is claimed. */
export function judge(context: CheckContext, { fuzzy, skip }: JudgeSettings): (draft: Draft) => Judgement {
  const checks = Object.entries(CHECKS)
    .filter(([name]) => !skip.includes(name))
    .map(([name, prepare]) => ({ name, test: prepare(context) }));
  return (given) => {
    const draft = { ...given, text: given.text.trim().replace(/\s+/gu, ' ') };
    for (const { name, test } of checks) {
      const detail = test(draft);
      if (detail !== undefined) return { reason: name, detail };
    }
    const aligned = alignDraft(draft, context.labels, fuzzy);
    return 'spans' in aligned && aligned.spans.length === 0 ? NOTHING : aligned;
  };
}

const NOTHING: Judgement = { reason: 'no mention', detail: 'nothing is marked' };

/** Finds what is claimed of a sentence on its characters; it is turned away where one of the claims cannot be. */
export function alignDraft(
  { text, claims, tagged, asked }: Draft,
  labels: readonly string[],
  fuzzy: boolean,
): Judgement {
  const known = claims.map((claim) => ({ ...claim, label: spelled(claim.label, labels) }));
  const { spans, misfits } =
    tagged === undefined
      ? align(text, withAsked(known, asked), { fuzzy })
      : alignTagged(
          text,
          tagged.map((token) => ({ ...token, tag: spelledTag(token.tag, labels) })),
          { fuzzy },
        );
  const fault = misfits.find(({ reason }) => reason in FAULTS);
  if (fault !== undefined) return rejection(fault, asked);
  return { text, spans };
}

/** The name asked for is claimed first, unless the model claims it itself; either way it is the concept's. */
function withAsked(claims: readonly Claim[], asked: Asked | undefined): Claim[] {
  if (asked === undefined) return [...claims];
  const key = fold(asked.text).units;
  const meant = { label: asked.label, concept: asked.concept };
  const isAsked = (claim: Claim): boolean => fold(claim.text).units === key;
  return claims.some(isAsked)
    ? claims.map((claim) => (isAsked(claim) ? { ...claim, ...meant } : claim))
    : [{ text: asked.text, ...meant }, ...claims];
}

const NOT_ASKED = 'without the name asked for';

/** Reasons of sentences that do not hold a mention that they are said to hold, or not where it is said to be. */
export const MISALIGNED: readonly string[] = [NOT_ASKED, 'mention absent', 'mention crossing'];

const FAULTS: Readonly<Partial<Record<Misfit['reason'], string>>> = {
  absent: 'the sentence does not hold',
  crossing: 'another mention crosses',
};

function rejection({ claim, reason }: Misfit, asked: Asked | undefined): Judgement {
  const detail = `${FAULTS[reason]} ${JSON.stringify(claim.text)}`;
  const isAsked = reason === 'absent' && claim.text === asked?.text;
  return { reason: isAsked ? NOT_ASKED : `mention ${reason}`, detail };
}

/** The label as the shots spell it. */
function spelled(label: string, labels: readonly string[]): string {
  return labels.find((one) => one.toLowerCase() === label.toLowerCase()) ?? label;
}

function spelledTag(tag: string, labels: readonly string[]): string {
  return tag === 'O' ? tag : `${tag.slice(0, 2)}${spelled(tag.slice(2), labels)}`;
}

/** The names that a run knows by label: the shots' mentions and what is asked for. */
export function knownNames(shots: readonly Sentence[], asked: Iterable<Asked>): Claim[] {
  const own = shots.flatMap(({ text, spans }) =>
    spans.map(({ start, end, label, concept }) => ({ text: text.slice(start, end), label, concept })),
  );
  return [...own, ...Array.from(asked, ({ text, label, concept }) => ({ text, label, concept }))];
}
