import { HilgenError } from '../../base/errors.js';
import { fileInput } from '../digests.js';
import type { Artifact } from '../stage.js';
import { type Draft, dataSet, type Setting } from './draft.js';
import { sampled } from './sample.js';

/** The development set by which the weights of a training or a temperature are chosen, if they are. */
export function deciding(
  draft: Draft,
  setting: Setting,
  what: 'weights' | 'temperature',
): Artifact | undefined {
  return draft.file.chooses.includes(what) ? heldApart(draft, setting) : undefined;
}

/** The development set that nothing is learnt from, as large as the file says. */
function heldApart(draft: Draft, setting: Setting): Artifact | undefined {
  switch (draft.file.development) {
    case 'shots':
      return sampled(draft, setting, 'dev');
    case 'whole':
      return fileInput(dataSet(draft, setting.data).dev as string, draft.digests);
    default:
      return undefined;
  }
}

/** The sentences by which arms are weighed and chosen: those held apart, or the few themselves, each held out once. */
export function chosenOn(draft: Draft, setting: Setting): Artifact | undefined {
  if (draft.file.development === 'cross-validation') return sampled(draft, setting, 'train');
  return heldApart(draft, setting);
}

/** What is tagged. */
export function corpusOf(draft: Draft, setting: Setting, part: 'test' | 'dev'): Artifact {
  if (part === 'test') return fileInput(dataSet(draft, setting.data).test, draft.digests);
  return chosenOn(draft, setting) ?? noDevelopment();
}

function noDevelopment(): never {
  throw new HilgenError('input', {
    what: 'there is no development set to choose on',
    hint: 'Say how large it is: `development: shots`, `whole` or `cross-validation`.',
  });
}
