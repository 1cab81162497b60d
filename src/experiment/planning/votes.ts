import type { Arm } from '../arms.js';
import { isFitted } from '../schema/ensembles.js';
import type { EnsembleSettings } from '../schema.js';
import type { Stage } from '../stage.js';
import { chosenOn } from './development.js';
import type { Draft, Setting } from './draft.js';
import { predicted } from './predictions.js';

/** What arms vote for. */
export function voted(
  draft: Draft,
  setting: Setting,
  name: string,
  settings: EnsembleSettings,
  members: readonly Arm[],
): Stage {
  const dev = draft.file.chooses.includes('ensembles') ? chosenOn(draft, setting) : undefined;
  const { method, unit, threshold, agree } = settings;
  const given = settings.weights ?? (dev === undefined ? 'uniform' : 'dev-f1');
  // A stack's weights are those of its features.
  const weights = method === 'stack' ? 'uniform' : given;
  const needsDev = isFitted(method) || weights !== 'uniform';
  return draft.add(
    'ensemble',
    draft.place(setting, name),
    { members: members.map((arm) => arm.name), method, unit, threshold, agree, weights },
    {
      tagged: members.map((arm) => predicted(draft, setting, arm, 'test')),
      taggedDev: needsDev ? members.map((arm) => predicted(draft, setting, arm, 'dev')) : [],
      dev: needsDev && dev !== undefined ? [dev] : [],
    },
  );
}
