export type { ConllOptions } from './conll.js';
export {
  detectFormat,
  FORMATS,
  type Format,
  formatForWriting,
  type ReadOptions,
  readCorpus,
  writeCorpus,
} from './formats.js';
export {
  type FewShotSample,
  SAMPLE_MODES,
  type SampleMode,
  type SampleOptions,
  SHOT_UNITS,
  type Shortfall,
  sampleFewShot,
} from './sample/few-shot.js';
export { countByLabel } from './sample/mentions.js';
export { recordOf, recordPath, type SampleRecord, writeRecord } from './sample/record.js';
export { SCHEMES, type Scheme } from './scheme.js';
export {
  type GoldOrigin,
  LAYERS,
  type Layer,
  labelsOf,
  type Origin,
  type Sentence,
  type Span,
  type SubstitutionOrigin,
  type Token,
} from './sentence.js';
export { spansToTags } from './spans-to-tags.js';
export { tagsToSpans } from './tags-to-spans.js';
export { tokenise } from './tokenise.js';
