import type { Span } from '../../corpus/sentence.js';

/** The temperatures that are tried (advice of StructShot's authors in their code's issue 6). */
export const TEMPERATURES = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1] as const;

/**
 * Where nothing chooses. The published script has 0.05, at which transitions outvote nearness where there are two
 * labels: of BC5CDR's development split, five sentences a label and their substitutes, F1 is 6.5 there and 30.3 here.
 */
export const TEMPERATURE = 0.01;

/** The temperature whose spans have the highest F1 against gold, the lowest of equal ones. */
export function bestTemperature(
  gold: readonly (readonly Span[])[],
  decode: (temperature: number) => readonly (readonly Span[])[],
): { readonly temperature: number; readonly f1: number } {
  const scored = TEMPERATURES.map((temperature) => ({ temperature, f1: microF1(gold, decode(temperature)) }));
  return scored.reduce((best, each) => (each.f1 > best.f1 ? each : best));
}

/** F1 over all spans together; equal are spans of equal ends and label. 0 where nothing is right. */
export function microF1(gold: readonly (readonly Span[])[], found: readonly (readonly Span[])[]): number {
  const keys = (spans: readonly Span[]): Set<string> =>
    new Set(spans.map(({ start, end, label }) => `${start} ${end} ${label}`));
  let [right, all] = [0, 0];
  gold.forEach((spans, at) => {
    const [own, others] = [keys(spans), keys(found[at] ?? [])];
    all += own.size + others.size;
    for (const key of others) if (own.has(key)) right++;
  });
  return right === 0 ? 0 : (2 * right) / all;
}
