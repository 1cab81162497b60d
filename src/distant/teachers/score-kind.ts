const EDGES = [0.95, 0.8, 0.5];

/** The range that a score lies in, as a kind of claim: `≥ 0.95`, `≥ 0.8`, `≥ 0.5`, `< 0.5`; `claim` where there is none. */
export function scoreKind(score: number | undefined): string {
  if (score === undefined) return 'claim';
  const edge = EDGES.find((one) => score >= one);
  return edge === undefined ? `< ${EDGES.at(-1)}` : `≥ ${edge}`;
}
