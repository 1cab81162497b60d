import { type Arm, learns } from '../arms.js';
import { fileInput } from '../digests.js';
import type { Stage } from '../stage.js';
import { crossValidated } from './cross-validation.js';
import { corpusOf, deciding } from './development.js';
import { type Draft, dataSet, type Part, type Setting } from './draft.js';
import { knowledgeOf } from './knowledge.js';
import { materialOf } from './material.js';
import { type Learning, taggedBy } from './training.js';

/** What an arm finds in a part of a data set. */
export function predicted(draft: Draft, setting: Setting, arm: Arm, part: Part): Stage {
  if (learns(arm)) return tagged(draft, setting, arm, part);
  if (part === 'test') return matched(draft, setting.data, arm);
  const place = draft.drawn(setting, 'development', arm.tagger);
  return match(draft, setting.data, arm, place, corpusOf(draft, setting, 'dev'));
}

/** What the dictionary finds in the test split. */
export function matched(draft: Draft, data: string, arm: Arm): Stage {
  return match(draft, data, arm, [data, arm.tagger], fileInput(dataSet(draft, data).test, draft.digests));
}

function tagged(draft: Draft, setting: Setting, arm: Learning, part: Part): Stage {
  if (part === 'dev' && draft.file.development === 'cross-validation')
    return crossValidated(draft, setting, arm);
  const material = materialOf(draft, setting, arm.source);
  const [dev, tuning] = [deciding(draft, setting, 'weights'), deciding(draft, setting, 'temperature')];
  const lesson = { setting, arm, material, dev, tuning };
  const names = [arm.tagger, arm.source, arm.decode, ...(part === 'dev' ? ['development'] : [])];
  return taggedBy(draft, lesson, corpusOf(draft, setting, part), draft.place(setting, ...names));
}

function match(
  draft: Draft,
  data: string,
  { tagger }: Arm,
  place: readonly string[],
  corpus: ReturnType<typeof corpusOf>,
): Stage {
  const settings = draft.file.taggers[tagger];
  const { labels = '' } = dataSet(draft, data);
  const switches = settings?.kind === 'dictionary' ? settings.match : 'all';
  const inputs = { knowledge: [knowledgeOf(draft, data)], corpus: [corpus] };
  return draft.add('match', place, { labels, match: switches }, inputs);
}
