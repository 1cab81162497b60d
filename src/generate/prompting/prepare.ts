import { HilgenError } from '../../base/errors.js';
import { labelsOf, type Sentence } from '../../corpus/sentence.js';
import type { ModelRequest } from '../../llm/index.js';
import type { UnusedMention } from '../account.js';
import { asksKnowledge, marksRaw, type Preset } from './preset.js';
import { type PromptMaterial, requestsFor } from './requests.js';
import { type PlanSettings, planUnits, type TypedKnowledgeBase, type Unit } from './units.js';

/** All that is known before the first call. */
export interface Prepared {
  readonly material: PromptMaterial;
  readonly units: readonly Unit[];
  readonly unused: readonly UnusedMention[];
  /** The first step's requests, one for each unit. */
  readonly requests: readonly ModelRequest[];
  /** What the second step will ask, with sentences of the shots in the place of answers: to show and to count. */
  readonly later: readonly ModelRequest[];
}

/**
 * Makes the prompts of a run, so that whatever is wrong with them comes to light before a call is made. There are none
 * where no mention has a neighbour in the layers chosen (`assertAsks`).
 *
 * @throws HilgenError `input` or `usage`: a shot without mentions, a placeholder that nothing fills, a
 * preset that needs a knowledge base and has none.
 */
export function prepare(
  preset: Preset,
  shots: readonly Sentence[],
  settings: PlanSettings,
  kb?: TypedKnowledgeBase,
): Prepared {
  if (marksRaw(preset)) {
    throw new HilgenError('usage', {
      where: `preset ${preset.name}`,
      what: 'it marks raw text, and writes no sentences',
      hint: 'Choose another, or give it raw text: hilgen generate --raw FILES --llm SOURCE --few FILE.',
    });
  }
  const bare = shots.find(({ spans }) => spans.length === 0);
  if (bare !== undefined) {
    throw new HilgenError('input', {
      where: bare.id,
      what: 'this labelled sentence has no mention, so it shows a model nothing',
      hint: 'Leave it out; `hilgen sample` draws sentences with mentions only.',
    });
  }
  if (asksKnowledge(preset) && kb === undefined) {
    throw new HilgenError('usage', {
      where: `preset ${preset.name}`,
      what: 'it asks about neighbours, and no knowledge base is given',
      hint: 'Add --kb FILE, or choose a preset without: context, paper, zerogen.',
    });
  }
  const { units, unused } = planUnits(preset, shots, settings, kb);
  const material = { preset, shots, labels: labelsOf(shots), seed: settings.seed, kb };
  const requests = units.flatMap((unit) => requestsFor(material, unit, 0)).map(({ request }) => request);
  const later = preset.steps.length > 1 ? units.flatMap((unit) => standIns(material, unit)) : [];
  return { material, units, unused, requests, later };
}

function standIns(material: PromptMaterial, unit: Unit): ModelRequest[] {
  const { shots } = material;
  const lines = Array.from({ length: unit.count }, (_, at) => shots[at % shots.length]?.text ?? '');
  const isEach = material.preset.steps[1]?.each === 'line';
  const names = Array.from({ length: unit.count }, (_, at) => `(name ${at + 1} of the answer before)`);
  return requestsFor(material, unit, 1, isEach ? names : lines).map(({ request }) => request);
}

/** @throws HilgenError `input`: there is nothing to ask, and which mentions the knowledge base does not know. */
export function assertAsks({ units, unused, material: { preset, shots } }: Prepared): void {
  if (units.length > 0) return;
  const some = unused.slice(0, 3).map(({ text }) => JSON.stringify(text));
  const mentions = shots.reduce((sum, { spans }) => sum + spans.length, 0);
  const isKnown = unused.length < mentions;
  throw new HilgenError('input', {
    where: `preset ${preset.name}`,
    what: 'there is nothing to ask',
    hint: isKnown
      ? 'No mention that the knowledge base knows has a neighbour in the layers chosen; see `hilgen kb neighbours`.'
      : `The knowledge base knows none of the mentions, among them ${some.join(', ')}.`,
  });
}
