import type { Tally } from '../tally.js';
import type { View } from '../view.js';

/** One way to say how well predicted spans agree with labelled ones. */
export interface Measure<Name extends string = string> {
  readonly name: Name;
  /** What counts as right, in half a line. */
  readonly title: string;
  /** The tally of one sentence. */
  readonly tally: (view: View) => Tally;
}
