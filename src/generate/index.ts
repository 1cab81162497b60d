export { type LayerCounts, meanRelatedness, type UnusedMention } from './account.js';
export {
  type AlignedSpan,
  type Alignment,
  type AlignSettings,
  align,
  alignTagged,
  type Claim,
  type Misfit,
  type MisfitReason,
  nameFinder,
  type TaggedToken,
} from './align/index.js';
export {
  type Asking,
  askByBatch,
  askThroughStore,
  noSpending,
  type Spending,
} from './ask-through-store.js';
export type { RelatednessRange } from './draw.js';
export { NEARLY_SAME } from './filters/duplicates.js';
export { FILTERS, type FilterReport, type FilterSettings, runFilters } from './filters/index.js';
export { selfBleu } from './filters/self-bleu.js';
export type { Answered, Ask } from './prompting/candidates.js';
export { CHECKS } from './prompting/checks/index.js';
export {
  type GenerateSettings,
  type Generation,
  generateSentences,
  type Rejected,
} from './prompting/generate.js';
export { MISALIGNED } from './prompting/judge.js';
export { type Mark, markSentences, prepareMarks } from './prompting/mark.js';
export { assertAsks, type Prepared, prepare } from './prompting/prepare.js';
export { asksKnowledge, marksRaw, type Preset } from './prompting/preset.js';
export { parsePreset, presetNames, presetPath, readPreset } from './prompting/read-preset.js';
export type { PlanSettings, TypedKnowledgeBase } from './prompting/units.js';
export { type SpanFinder, UNMARKED_POLICIES, type UnmarkedPolicy } from './prompting/unmarked.js';
export { type Substitution, type SubstitutionSettings, substitute } from './substitute.js';
export { DEFAULT_TYPE_MAP, mergeTypeMaps, type TypeMap, typesOfLabel } from './type-map.js';
