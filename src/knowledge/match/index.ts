export type { Meaning } from './entries.js';
export { failingNames, type Judged } from './failing-names.js';
export type { Match } from './find.js';
export {
  type MatcherOptions,
  type MatchOptions,
  type NameMatcher,
  nameMatcher,
  takeInNames,
} from './matcher.js';
export type { NameRecord } from './name-index.js';
export { OVERLAPS, type Overlap } from './overlap.js';
export {
  MATCH_SWITCHES,
  type MatchSwitch,
  parseSwitches,
  type SwitchChoice,
  switchesOf,
} from './switches.js';
export { conceptFilter, namesOfTypes } from './typed-names.js';
