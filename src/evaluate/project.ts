import type { Sentence, Span } from '../corpus/index.js';
import { orderIn } from './same-order.js';
import { inOrder } from './spans.js';

/** A place in a text counted in characters that are no white space. */
interface Counted {
  readonly text: string;
  /** For each such character its offset in UTF-16 units. */
  readonly offsets: readonly number[];
}

/**
 * The predicted spans on the gold sentences, where both are cut from the same texts but differ in white space, in where
 * sentences end, or in the order of documents; nothing where the characters differ. A span that leaves its gold
 * sentence is cut at its end.
 */
export function projectSpans(
  gold: readonly Sentence[],
  predicted: readonly Sentence[],
): Sentence[] | undefined {
  const direct = projectInOrder(gold, predicted);
  if (direct !== undefined) return direct;
  const order = orderIn(predicted, gold);
  const moved = order && projectInOrder(gold, inThat(order, predicted));
  if (moved !== undefined) return moved;
  const goldOrder = orderIn(gold, predicted);
  const placed = goldOrder && projectInOrder(inThat(goldOrder, gold), predicted);
  if (placed === undefined || goldOrder === undefined) return undefined;
  const back = new Map(goldOrder.map((number, at) => [number, placed[at]]));
  return gold.map((sentence, number) => back.get(number) ?? sentence);
}

function inThat(order: readonly number[], sentences: readonly Sentence[]): Sentence[] {
  return order.map((number) => sentences[number] as Sentence);
}

function projectInOrder(gold: readonly Sentence[], predicted: readonly Sentence[]): Sentence[] | undefined {
  const counted = gold.map(({ text }) => countCharacters(text));
  const others = predicted.map(({ text }) => countCharacters(text));
  if (joined(counted) !== joined(others)) return undefined;
  const spans = gold.map((): Span[] => []);
  const starts = runningTotals(counted);
  let before = 0;
  let at = 0;
  predicted.forEach((sentence, number) => {
    const { offsets } = others[number] as Counted;
    for (const span of inOrder(sentence.spans)) {
      const [first, end] = [
        before + countBefore(offsets, span.start),
        before + countBefore(offsets, span.end),
      ];
      while (at > 0 && first < (starts[at] ?? 0)) at--;
      while (at + 1 < starts.length && first >= (starts[at + 1] ?? 0)) at++;
      const placed = place(span, first - (starts[at] ?? 0), end - (starts[at] ?? 0), counted[at]);
      if (placed !== undefined) spans[at]?.push(placed);
    }
    before += offsets.length;
  });
  return gold.map(({ id, text, tokens, document, origin }, number) => ({
    ...{ id, text, tokens, origin, spans: spans[number] ?? [] },
    ...(document && { document }),
  }));
}

function place(span: Span, first: number, end: number, counted: Counted | undefined): Span | undefined {
  const offsets = counted?.offsets ?? [];
  const last = Math.min(end, offsets.length) - 1;
  const [from, to] = [offsets[first], offsets[last]];
  if (from === undefined || to === undefined || last < first) return undefined;
  return { ...span, start: from, end: to + 1 };
}

function countCharacters(text: string): Counted {
  const offsets: number[] = [];
  for (let at = 0; at < text.length; at++) if (!BLANK.test(text[at] ?? '')) offsets.push(at);
  return { text: text.replace(BLANKS, ''), offsets };
}

const BLANK = /\s/;
const BLANKS = /\s+/g;

const joined = (parts: readonly Counted[]): string => parts.map(({ text }) => text).join('');

function runningTotals(parts: readonly Counted[]): number[] {
  let total = 0;
  return parts.map(({ offsets }) => {
    total += offsets.length;
    return total - offsets.length;
  });
}

/** How many of the rising offsets are less than the place. */
function countBefore(offsets: readonly number[], place: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
