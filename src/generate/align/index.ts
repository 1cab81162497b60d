export { type AlignSettings, align } from './align.js';
export type { AlignedSpan, Alignment, Claim, Misfit, MisfitReason } from './alignment.js';
export { nameFinder } from './known-names.js';
export { findShortForms } from './short-forms.js';
export { alignTagged, type TaggedToken } from './tagged.js';
