import type { Sentence } from '../corpus/index.js';

/**
 * The sentences put into the order in which their texts stand in the others', white space left out: their numbers, or
 * nothing where one is not found. A text that stands several times is looked for behind the one before.
 */
export function orderIn(sentences: readonly Sentence[], others: readonly Sentence[]): number[] | undefined {
  const everything = others.map(({ text }) => squeezed(text)).join('');
  const places: number[] = [];
  let from = 0;
  for (const { text } of sentences) {
    const words = squeezed(text);
    const place = placeOf(everything, words, from);
    if (place === -1) return undefined;
    places.push(place);
    from = place + words.length;
  }
  const order = places.map((_, number) => number);
  return order.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

const NEAR = 100_000;

/** Near behind the last place, else anywhere: whole documents may stand in another order. */
function placeOf(everything: string, words: string, from: number): number {
  const near = everything.slice(from, from + NEAR).indexOf(words);
  return near === -1 ? everything.indexOf(words) : from + near;
}
