import type { Document } from '../document.js';
import { squeeze } from './squeezed.js';

/** A document of the left corpus, and what stands for it in the right one. */
export interface Aligned {
  readonly where: string;
  readonly left: Document;
  /** Where an offset of the left document lies in the common text, white space left out. */
  readonly at: (offset: number) => number;
  readonly right: readonly { readonly document: Document; readonly at: (offset: number) => number }[];
  readonly sameText: boolean;
}

/** What could be paired and what not. */
export interface Alignment {
  readonly pairs: readonly Aligned[];
  readonly onlyLeft: readonly Document[];
  readonly onlyRight: readonly Document[];
}

/** Whether at least a tenth of the smaller corpus's ids are in both. */
export function sharesIds(left: readonly Document[], right: readonly Document[]): boolean {
  const ids = new Set(left.map(({ id }) => id));
  const shared = right.filter((one) => {
    return ids.has(one.id) && squeeze(one).text !== '';
  });
  return shared.length * 10 >= Math.min(left.length, right.length);
}

/** Pairs documents of one id; where an id stands several times, in order. */
export function alignById(left: readonly Document[], right: readonly Document[]): Alignment {
  const waiting = new Map<string, Document[]>();
  for (const one of right) waiting.set(one.id, [...(waiting.get(one.id) ?? []), one]);
  const pairs: Aligned[] = [];
  const onlyLeft: Document[] = [];
  for (const one of left) {
    const other = waiting.get(one.id)?.shift();
    if (other === undefined) onlyLeft.push(one);
    else pairs.push(pairOf(one, other));
  }
  return { pairs, onlyLeft, onlyRight: [...waiting.values()].flat() };
}

function pairOf(left: Document, right: Document): Aligned {
  const [one, other] = [squeeze(left), squeeze(right)];
  const sameText = one.text === other.text;
  return { where: left.id, left, at: one.at, right: [{ document: right, at: other.at }], sameText };
}

/** Looks for each document of the corpus with the shorter ones inside the documents of the other, in order. */
export function alignByText(left: readonly Document[], right: readonly Document[]): Alignment {
  if (averageLength(left) >= averageLength(right)) return findParts(left, right);
  const { pairs, onlyLeft, onlyRight } = findParts(right, left);
  return { pairs: pairs.flatMap(turned), onlyLeft: onlyRight, onlyRight: onlyLeft };
}

/** A pair the other way round: each part becomes a pair of its own with the whole. */
function turned({ left: whole, at, right: parts, sameText }: Aligned): Aligned[] {
  return parts.map(({ document, at: partAt }) => {
    const [from, to] = [partAt(0), partAt(document.text.length)];
    const spans = whole.spans.filter(({ start, end }) => at(start) < to && at(end) > from);
    return {
      where: document.id,
      left: document,
      at: partAt,
      right: [{ document: { ...whole, spans }, at }],
      sameText,
    };
  });
}

function findParts(wholes: readonly Document[], parts: readonly Document[]): Alignment {
  const texts = wholes.map(squeeze);
  const starts: number[] = [];
  let length = 0;
  for (const { text } of texts) {
    starts.push(length);
    length += text.length + 1;
  }
  // A sign that no text holds keeps a part from being found across two documents.
  const everything = texts.map(({ text }) => `${text}\uffff`).join('');
  const found = new Map<number, { document: Document; at: (offset: number) => number }[]>();
  const onlyRight: Document[] = [];
  let from = 0;
  for (const document of parts) {
    const { text, at } = squeeze(document);
    const place = text === '' ? -1 : placeOf(everything, text, from);
    if (place === -1) {
      onlyRight.push(document);
      continue;
    }
    from = place + text.length;
    const whole = lastAtMost(starts, place);
    const offset = place - (starts[whole] as number);
    found.set(whole, [...(found.get(whole) ?? []), { document, at: (inner) => at(inner) + offset }]);
  }
  const pairs = wholes.flatMap((left, index): Aligned[] => {
    const right = found.get(index);
    return right === undefined
      ? []
      : [{ where: left.id, left, at: (texts[index] as { at: Aligned['at'] }).at, right, sameText: true }];
  });
  return { pairs, onlyLeft: wholes.filter((_, index) => !found.has(index)), onlyRight };
}

/** From the last place on, else anywhere: the corpora may be in another order. */
function placeOf(everything: string, text: string, from: number): number {
  const near = everything.indexOf(text, from);
  if (near !== -1 && near - from < 100_000) return near;
  const first = everything.indexOf(text);
  return first === -1 ? near : first;
}

function lastAtMost(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] as number) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

function averageLength(all: readonly Document[]): number {
  return all.reduce((sum, { text }) => sum + text.length, 0) / Math.max(1, all.length);
}
