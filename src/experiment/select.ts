import { HilgenError } from '../base/errors.js';
import { nearestName } from './nearest-name.js';
import type { Plan } from './plan.js';
import type { Stage } from './stage.js';
import { KINDS } from './stages/index.js';

/**
 * The stages that a word means: those of a kind (`train`), the one of this id, or all with the word in their id.
 *
 * @throws HilgenError `usage` where there is none.
 */
export function chosenStages({ stages }: Pick<Plan, 'stages'>, word: string): Stage[] {
  const exact = stages.filter(({ id, kind }) => id === word || kind === word);
  const found = exact.length > 0 ? exact : stages.filter(({ id }) => id.includes(word));
  if (found.length > 0) return found;
  const near = nearestName(word, [...Object.keys(KINDS), ...stages.map(({ id }) => id)]);
  throw new HilgenError('usage', {
    where: JSON.stringify(word),
    what: 'no stage of this experiment has this kind or this in its name',
    hint: near === undefined ? `Kinds: ${Object.keys(KINDS).join(', ')}.` : `Did you mean \`${near}\`?`,
  });
}
