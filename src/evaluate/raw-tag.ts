import type { Scheme } from '../corpus/index.js';

/** A tag as it stands, in its place or not. BILOU's `L` and `U` have the prefixes `E` and `S`. */
export interface RawTag {
  readonly prefix: 'B' | 'I' | 'E' | 'S' | 'O';
  /** Empty for `O`. */
  readonly label: string;
  /** Which of the closing prefixes the file wrote, where it wrote one. */
  readonly closing?: 'iobes' | 'bilou' | undefined;
}

/** The tag between two sentences. */
export const OUTSIDE: RawTag = { prefix: 'O', label: '' };

/** A run of tokens, from `start` to one past the last, with its label. */
export interface Chunk {
  start: number;
  end: number;
  readonly label: string;
}

const TAG = /^([BIESLU])-(.+)$/s;
const MEANINGS = {
  B: { prefix: 'B' },
  I: { prefix: 'I' },
  E: { prefix: 'E', closing: 'iobes' },
  S: { prefix: 'S', closing: 'iobes' },
  L: { prefix: 'E', closing: 'bilou' },
  U: { prefix: 'S', closing: 'bilou' },
} as const;

/** Takes a tag of any scheme apart; nothing where the text is no tag. */
export function parseRawTag(text: string): RawTag | undefined {
  if (text === 'O') return OUTSIDE;
  const [, prefix, label] = TAG.exec(text) ?? [];
  if (prefix === undefined || label === undefined) return undefined;
  return { ...MEANINGS[prefix as keyof typeof MEANINGS], label };
}

/** Whether the scheme has tags of this kind at all. */
export function belongsTo({ prefix, closing }: RawTag, scheme: Scheme): boolean {
  if (closing !== undefined) return closing === scheme;
  return prefix !== 'B' || scheme !== 'io';
}
