import { conlleval } from './measures/conlleval.js';
import type { Measure } from './measures/measure.js';
import { relaxed } from './measures/relaxed.js';
import { semevalExact, semevalPartial, semevalStrict, semevalType } from './measures/semeval.js';
import { strict } from './measures/strict.js';
import { token } from './measures/token.js';

/** Every measure of spans, in the order of printing. */
export const MEASURES = [
  strict,
  conlleval,
  semevalStrict,
  semevalExact,
  semevalPartial,
  semevalType,
  relaxed,
  token,
] as const satisfies readonly Measure[];

/** The name of a measure, as `--json` has it; what follows a dot is a level below. */
export type MeasureName = (typeof MEASURES)[number]['name'];
