import { foldsFor } from '../folds.js';
import type { Stage } from '../stage.js';
import type { Draft, Setting } from './draft.js';
import { type Material, materialOf } from './material.js';
import { sampled } from './sample.js';
import { type Learning, taggedBy } from './training.js';

/** What an arm finds in the sentences that it learns from, each tagged by a tagger that knows nothing of it. */
export function crossValidated(draft: Draft, setting: Setting, arm: Learning): Stage {
  const few = sampled(draft, setting, 'train');
  const whole = materialOf(draft, setting, arm.source);
  const folds = draft.file.folds ?? foldsFor(setting.shots);
  const tagged = Array.from({ length: folds }, (_, fold) => {
    const cut = { folds, fold, seed: setting.seed.sample };
    const name = `fold ${fold + 1} of ${folds}`;
    const material = restOf(draft, setting, arm.source, whole, cut, name);
    const place = draft.drawn(setting, name, 'held out');
    const heldOut = draft.add('fold', place, { ...cut, part: 'held out' }, { few: [few] });
    const lesson = { setting, arm, material, dev: undefined, tuning: undefined, fold: name };
    return taggedBy(draft, lesson, heldOut, placeOf(draft, setting, arm, name));
  });
  return draft.add('join', placeOf(draft, setting, arm, 'all folds'), {}, { few: [few], tagged });
}

const placeOf = (draft: Draft, setting: Setting, { tagger, source, decode }: Learning, fold: string) =>
  draft.place(setting, tagger, source, decode, fold);

/** The material without a fold and what was made of it. */
function restOf(
  draft: Draft,
  setting: Setting,
  source: string,
  { few, made }: Material,
  cut: { readonly folds: number; readonly fold: number; readonly seed: number },
  name: string,
): Material {
  const settings = { ...cut, part: 'rest' } as const;
  return {
    few: draft.add('fold', draft.drawn(setting, name, 'rest'), settings, { few: [few] }),
    made: made.map((stage) => {
      const place = draft.drawn(setting, source, stage.kind, name, 'rest');
      return draft.add('fold', place, settings, { few: [few], made: [stage] });
    }),
  };
}
