import type { ConllOptions } from './conll.js';
import type { Unit } from './units.js';

/** Something a reader put up with, and what it made of it. */
export interface Remark {
  /** `file:line`, or the file and the document. */
  readonly where: string;
  readonly kind: 'unit' | 'surface' | 'skipped' | 'tag';
  readonly what: string;
}

/** Settings of the readers; each heeds its own. */
export interface ReadOptions extends ConllOptions {
  /** What offsets count; without it the format's own unit, or the one that fits the text better. */
  readonly unit?: Unit | undefined;
  /** Names of the tags that a data set numbers, in order. */
  readonly labelMap?: readonly string[] | undefined;
  /** Reads an I- without its B- as the beginning of a mention, and remarks upon it. */
  readonly mend?: boolean | undefined;
  /** Told of everything that was put up with. */
  readonly onRemark?: ((remark: Remark) => void) | undefined;
}
