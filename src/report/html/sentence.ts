import type { Span } from '../../corpus/index.js';
import type { PredictionError } from '../../evaluate/index.js';
import { escaped } from './text.js';

/** What the kinds of error are called. */
export const KIND_NAMES: Readonly<Record<PredictionError['kind'], string>> = {
  boundary: 'wrong boundaries',
  type: 'wrong label',
  missed: 'missed',
  spurious: 'spurious',
};

/** Where the sentence of an error stands, as labelled and as predicted. */
export function errorLines(error: PredictionError): string {
  const { sentence, kind } = error;
  const gold = kind === 'spurious' ? '' : markedLine('gold', sentence.text, [error.gold]);
  return kind === 'missed' ? gold : gold + markedLine('predicted', sentence.text, [error.predicted]);
}

/** A sentence with its mentions marked; of overlapping ones the first. */
export function markedLine(
  role: 'gold' | 'predicted',
  text: string,
  spans: readonly Pick<Span, 'start' | 'end' | 'label'>[],
  name: string = role,
): string {
  let html = '';
  let at = 0;
  for (const { start, end, label } of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    const mention = `${escaped(text.slice(start, end))}<small>${escaped(label)}</small>`;
    html += `${escaped(text.slice(at, start))}<mark class="${role}">${mention}</mark>`;
    at = end;
  }
  return `<div><span>${escaped(name)}</span><bdi>${html}${escaped(text.slice(at))}</bdi></div>`;
}
