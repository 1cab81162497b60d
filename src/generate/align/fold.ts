import { clusterEnd, type Describe, describer, type Kind } from './cluster.js';

/**
 * A text in the form in which mentions are sought: NFKC, case folded, without spaces, hyphens and
 * invisible characters. Offsets are UTF-16 code units of the text.
 */
export interface Folded {
  readonly units: string;
  /** For each unit, the stretch of the text that it stands for. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Whether a mention may begin with this unit, so whether a word does. */
  readonly opens: readonly boolean[];
  /** Whether a mention may end with this unit. */
  readonly closes: readonly boolean[];
}

/** Folds a text and keeps for each unit where it came from. Linear in the text. */
export function fold(text: string, describe: Describe = describer()): Folded {
  const starts: number[] = [];
  const ends: number[] = [];
  const opens: boolean[] = [];
  const closes: boolean[] = [];
  let units = '';
  let before: Kind = 'gap';
  for (let start = 0, end = 0; start < text.length; start = end) {
    end = clusterEnd(text, start);
    const { kind, folded } = describe(text.slice(start, end));
    if (kind === 'invisible') continue;
    const isEdge = kind !== 'word' || before !== 'word';
    if (!isEdge && closes.length > 0) closes[closes.length - 1] = false;
    for (let at = 0; at < folded.length; at++) {
      starts.push(start);
      ends.push(end);
      opens.push(isEdge && at === 0);
      closes.push(at === folded.length - 1);
    }
    units += folded;
    before = kind;
  }
  return { units, starts, ends, opens, closes };
}
