/** Scores of tags that follow each other in a linear chain over K tags; −∞ forbids. */
export interface Transitions {
  /** K×K, row by row: from a tag (row) to the next (column). */
  readonly between: Float64Array;
  /** K: of the first tag. */
  readonly start: Float64Array;
  /** K: of the last tag. */
  readonly end: Float64Array;
}

/** Transitions of score 0: each word's tag for itself. */
export function freeTransitions(tags: number): Transitions {
  return {
    between: new Float64Array(tags * tags),
    start: new Float64Array(tags),
    end: new Float64Array(tags),
  };
}

/** The sum of two, as when learnt scores meet the constraints of a tag scheme. */
export function addTransitions(a: Transitions, b: Transitions): Transitions {
  const add = (x: Float64Array, y: Float64Array): Float64Array =>
    x.map((value, at) => value + (y[at] as number));
  return { between: add(a.between, b.between), start: add(a.start, b.start), end: add(a.end, b.end) };
}
