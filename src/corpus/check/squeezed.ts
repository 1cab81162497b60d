import type { Document } from '../document.js';

/** A text without its white space, and where each of its offsets then lies: what every format keeps alike. */
export interface Squeezed {
  readonly text: string;
  /** The offset in `text` of an offset in the document. */
  readonly at: (offset: number) => number;
}

/** A document's text without white space. */
export function squeeze({ text }: Pick<Document, 'text'>): Squeezed {
  const squeezed = text.replace(/\s+/g, '');
  if (squeezed.length === text.length) return { text, at: (offset) => offset };
  const before = new Uint32Array(text.length + 1);
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    before[at] = count;
    if (!WHITE.test(text[at] as string)) count++;
  }
  before[text.length] = count;
  return { text: squeezed, at: (offset) => before[offset] ?? count };
}

const WHITE = /\s/;
