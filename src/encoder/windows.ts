import type { Window } from './encoder.js';

/** Words `first` to `end` (exclusive) stand in a window, of which `from` to `to` are labelled there. */
export interface WordWindow {
  readonly first: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Cuts a sentence into overlapping windows of at most `limit` pieces, at word boundaries. Every
 * word is labelled in exactly one window: in an overlap the earlier window has the first half,
 * the later one the second, so that no word is labelled at a seam without context. A sentence
 * without words has no window.
 *
 * @param pieceCounts Pieces of each word, each at most `limit`.
 * @param overlap Pieces that neighbouring windows share, less than `limit`.
 */
export function wordWindows(pieceCounts: readonly number[], limit: number, overlap: number): WordWindow[] {
  const ranges = overlapping(pieceCounts, limit, overlap);
  const windows = ranges.map(({ first, end }, at) => {
    const before = ranges[at - 1];
    const after = ranges[at + 1];
    return {
      first,
      end,
      from: before === undefined ? first : seam(first, before.end),
      to: after === undefined ? end : seam(after.first, end),
    };
  });
  return windows.filter(({ from, to }) => from < to);
}

/** `wordWindows` where each word is a piece of its own; `words` says which are labelled there, and where. */
export function windowsByWord(
  count: number,
  limit: number,
  overlap: number,
): (Pick<WordWindow, 'first' | 'end'> & Pick<Window, 'words'>)[] {
  return wordWindows(Array<number>(count).fill(1), limit, overlap).map(({ first, end, from, to }) => {
    const words = Array.from({ length: to - from }, (_, at) => ({
      word: from + at,
      piece: from + at - first,
    }));
    return { first, end, words };
  });
}

function overlapping(
  pieceCounts: readonly number[],
  limit: number,
  overlap: number,
): { first: number; end: number }[] {
  const ranges: { first: number; end: number }[] = [];
  let first = 0;
  let end = 0;
  while (end < pieceCounts.length) {
    end = reach(pieceCounts, first, limit);
    ranges.push({ first, end });
    first = Math.max(first + 1, stepBack(pieceCounts, end, overlap));
  }
  return ranges;
}

/** The first word that no longer fits into `limit` pieces from `first` on. */
function reach(pieceCounts: readonly number[], first: number, limit: number): number {
  let pieces = 0;
  let word = first;
  while (word < pieceCounts.length && pieces + (pieceCounts[word] ?? 0) <= limit) {
    pieces += pieceCounts[word] ?? 0;
    word++;
  }
  return Math.max(word, first + 1);
}

/** The first word of the last `overlap` pieces before `end`. */
function stepBack(pieceCounts: readonly number[], end: number, overlap: number): number {
  let pieces = 0;
  let word = end;
  while (word > 0 && pieces + (pieceCounts[word - 1] ?? 0) <= overlap) {
    word--;
    pieces += pieceCounts[word] ?? 0;
  }
  return word;
}

function seam(start: number, end: number): number {
  return Math.max(start, Math.ceil((start + end) / 2));
}
