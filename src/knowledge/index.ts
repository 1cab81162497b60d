export { type BuildReport, buildKnowledgeBase } from './build.js';
export type { ConceptRelation } from './concept-relations.js';
export type { SourceCounts } from './counts.js';
export type { BuildSettings, SourceFile, SourceSummary } from './fill.js';
export type { ImportSettings } from './import-settings.js';
export { IMPORTERS, type SourceFormat } from './importers.js';
export type { KnowledgeBaseSummary } from './info.js';
export {
  type Concept,
  type ConceptName,
  type ConceptReference,
  EXACT_SCOPES,
  type KnowledgeBase,
  type LayerSettings,
  type Neighbour,
  type NeighbourOptions,
  SCOPES,
  type Scope,
} from './knowledge-base.js';
export * from './match/index.js';
export { nameKey } from './normalise.js';
export { SEARCH_KINDS, type SearchHit, type SearchKind } from './search/search.js';
export { openKnowledgeBase, type StoredKnowledgeBase } from './store.js';
export { UTS_BASE } from './uts-importer.js';
export type { WarningSummary } from './warnings.js';
