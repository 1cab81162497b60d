import { fileInput } from '../digests.js';
import type { Stage } from '../stage.js';
import { type Draft, dataSet, type Setting } from './draft.js';

/** A few sentences of a split. */
export function sampled(draft: Draft, setting: Setting, split: 'train' | 'dev'): Stage {
  const { shots, seed, data } = setting;
  const pool = fileInput(dataSet(draft, data)[split] as string, draft.digests);
  const own = draft.drawn(setting, ...(split === 'train' ? [] : ['development']));
  const { mode } = draft.file.sample;
  return draft.add('sample', own, { mode, shots, seed: seed.sample }, { pool: [pool] });
}
