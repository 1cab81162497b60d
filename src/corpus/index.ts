export { type CorpusDiff, type Difference, type DiffOptions, diffCorpora } from './check/diff.js';
export { FINDING_KINDS, type Finding, type FindingKind } from './check/finding.js';
export { type CorpusStatistics, countCorpus } from './check/statistics.js';
export { type Validation, validateCorpora } from './check/validate.js';
export type { ConllOptions } from './conll.js';
export {
  encodeDocuments,
  readCorpora,
  readCorpus,
  readDocuments,
  type WriteSettings,
  writeCorpus,
  writeDocuments,
} from './corpora.js';
export {
  type Argument,
  conceptIds,
  type Document,
  piecesOf,
  type Relation,
  type Section,
  type SentencePlace,
  surfaceOf,
} from './document.js';
export { NESTED_POLICIES, type NestedPolicy } from './flatten.js';
export type { Format, Holds, WriteOptions } from './format.js';
export { FORMATS, formatForWriting, formatNamed } from './formats.js';
export type { Loss } from './losses.js';
export { type MergeCounts, mergeCorpora, REPEAT_POLICIES, type RepeatPolicy } from './merge-corpora.js';
export type { ReadOptions, Remark } from './read-options.js';
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
  type Attributes,
  type DistantOrigin,
  type GoldOrigin,
  LAYER_NAMES,
  LAYERS,
  type Layer,
  labelsOf,
  type Origin,
  type Sentence,
  type Span,
  type SubstitutionOrigin,
  type Token,
} from './sentence.js';
export { detectFormat } from './sniff.js';
export { spansToTags } from './spans-to-tags.js';
export { type Share, splitCorpus } from './split-corpus.js';
export { splitSentences } from './split-sentences.js';
export { tagsToSpans } from './tags-to-spans.js';
export { tokenise } from './tokenise.js';
export { UNITS, type Unit } from './units.js';
export { unknownTokens } from './unknown.js';
export { documentOf, sentencesOf } from './views.js';
