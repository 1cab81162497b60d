import type { FilterReport, Generation, Rejected } from '../generate/index.js';

/** Where what was turned away goes: `llm.rejected.jsonl` beside `llm.jsonl`. */
export function rejectedPath(out: string): string {
  return `${out.replace(/\.[^./\\]+$/, '')}.rejected.jsonl`;
}

/** What was turned away, one JSON object a line, by checks first and then by filters. */
export function* rejectedLines({ rejected }: Generation, { removed }: FilterReport): Generator<string> {
  for (const one of rejected) yield `${JSON.stringify(one)}\n`;
  for (const { filter, detail, sentence } of removed) {
    const { id, text, spans, origin } = sentence;
    const claims = spans.map(({ start, end, label }) => ({ text: text.slice(start, end), label }));
    const generated = origin.kind === 'generated' ? origin : undefined;
    const story: Rejected = {
      ...{ reason: filter, detail, text, claims },
      ...{ source: generated?.source, requests: generated?.requests ?? [] },
    };
    yield `${JSON.stringify({ id, ...story })}\n`;
  }
}

/** How many were turned away, by reason; filters that took out nothing come with 0. */
export function countReasons(
  { rejected }: Generation,
  { removed, filters }: FilterReport,
): Record<string, number> {
  const counts: Record<string, number> = Object.fromEntries(filters.map(({ filter }) => [filter, 0]));
  const reasons = [...rejected.map(({ reason }) => reason), ...removed.map(({ filter }) => filter)];
  for (const reason of reasons) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
