export type { LayerCounts, UnusedMention } from './account.js';
export { type Substitution, type SubstitutionSettings, substitute } from './substitute.js';
