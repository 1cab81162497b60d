import type { EncoderInput, Window } from './encoder.js';
import { type WordWindow, wordWindows } from './windows.js';
import type { WordPieces } from './word-pieces.js';

/** Pieces that neighbouring windows of a long sentence share. */
const OVERLAP = 64;

/** Sentences as windows of at most `positions` pieces, the special ones at both ends included. */
export async function splitIntoPieces(
  sentences: readonly (readonly string[])[],
  pieces: WordPieces,
  positions: number,
  inputs: readonly EncoderInput[],
): Promise<Window[][]> {
  const limit = positions - 2;
  const cut = await pieces.cut(sentences.flat());
  let at = 0;
  return sentences.map((words) => {
    const own = cut.slice(at, at + words.length).map((ids) => ids.slice(0, limit));
    at += words.length;
    const counts = own.map((ids) => ids.length);
    const overlap = Math.min(OVERLAP, Math.floor(limit / 2));
    return wordWindows(counts, limit, overlap).map((window) => toWindow(own, window, pieces, inputs));
  });
}

function toWindow(
  ids: readonly (readonly number[])[],
  { first, end, from, to }: WordWindow,
  pieces: WordPieces,
  inputs: readonly EncoderInput[],
): Window {
  const input: number[] = [pieces.before];
  const words: { word: number; piece: number }[] = [];
  for (let word = first; word < end; word++) {
    if (word >= from && word < to) words.push({ word, piece: input.length });
    input.push(...(ids[word] ?? []));
  }
  input.push(pieces.after);
  const values: Readonly<Record<string, number[]>> = {
    input_ids: input,
    attention_mask: input.map(() => 1),
    token_type_ids: input.map(() => 0),
  };
  const columns = Object.fromEntries(inputs.map(({ name }) => [name, values[name] ?? []]));
  return { length: input.length, columns, words };
}
