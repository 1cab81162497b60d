import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/sentence.js';
import type { Encoder, Window } from '../../encoder/encoder.js';
import type { Session } from '../../tensor/session.js';
import type { Knowledge } from '../knowledge-features/knowledge.js';
import { addFeatures } from '../knowledge-features/with-knowledge.js';
import { windowFeeds } from './batches.js';
import { wordsOf } from './examples.js';

/** Sentences sorted by length together before they are cut into batches. */
export const SORTED_TOGETHER = 2048;
/** Pieces a batch, padding included, where the user names no number. */
export const BATCH_PIECES = 512;

/** A program with one row of numbers for each piece: batch×length×width. */
export interface RowProgram {
  readonly session: Session;
  readonly encoder: Pick<Encoder, 'inputs' | 'split'>;
  /** Where features come from, if the program is fed any. */
  readonly knowledge?: Knowledge | undefined;
  /** Which of its outputs. */
  readonly output: string;
  readonly width: number;
  /** Most pieces in a batch, padding included; one window may have more. */
  readonly batchPieces: number;
}

/** The rows of each sentence's tokens, as `rowsOfWords` gives them. */
export function wordRows(
  program: RowProgram,
  sentences: readonly Sentence[],
  work?: WorkOptions,
): AsyncGenerator<Float32Array> {
  const features = program.knowledge?.features(sentences, { signal: work?.signal });
  return rowsOfWords(program, sentences.map(wordsOf), work, features);
}

/**
 * The rows of each sentence's words (words×width), in the order given. Long sentences come through overlapping
 * windows, each word's row from the one window that it is labelled in; padding has no rows.
 */
export async function* rowsOfWords(
  program: RowProgram,
  sentences: readonly (readonly string[])[],
  { onProgress, signal }: WorkOptions = {},
  features?: AsyncIterator<Float32Array>,
): AsyncGenerator<Float32Array> {
  for (let from = 0; from < sentences.length; from += SORTED_TOGETHER) {
    const group = sentences.slice(from, from + SORTED_TOGETHER);
    const rows = group.map(({ length }) => new Float32Array(length * program.width));
    let done = 0;
    for (const batch of cutBatches(await splitGroup(program, group, features), program.batchPieces)) {
      throwIfAborted(signal);
      await fillRows(program, batch, rows);
      done += batch.filter(({ isLast }) => isLast).length;
      onProgress?.({ done: from + done, total: sentences.length });
    }
    yield* rows;
  }
}

interface Piece {
  readonly sentence: number;
  readonly window: Window;
  readonly isLast: boolean;
}

async function splitGroup(
  { encoder, knowledge }: RowProgram,
  group: readonly (readonly string[])[],
  features: AsyncIterator<Float32Array> | undefined,
): Promise<Piece[]> {
  const plain = await encoder.split(group);
  const windows = features === undefined ? plain : await addFeatures(plain, features, knowledge?.width ?? 0);
  return windows.flatMap((own, sentence) =>
    own.map((window, at) => ({ sentence, window, isLast: at === own.length - 1 })),
  );
}

/** Batches of similar length. */
function* cutBatches(pieces: readonly Piece[], most: number): Generator<Piece[]> {
  const sorted = pieces.toSorted((a, b) => a.window.length - b.window.length);
  let batch: Piece[] = [];
  for (const piece of sorted) {
    if ((batch.length + 1) * piece.window.length > most && batch.length > 0) {
      yield batch;
      batch = [];
    }
    batch.push(piece);
  }
  if (batch.length > 0) yield batch;
}

async function fillRows(
  { session, encoder, output, width }: RowProgram,
  batch: readonly Piece[],
  rows: readonly Float32Array[],
): Promise<void> {
  const length = Math.max(...batch.map(({ window }) => window.length));
  const windows = batch.map(({ window }) => window);
  const results = await session.run(windowFeeds(encoder, windows, length));
  const values = results[output]?.data as Float32Array;
  batch.forEach(({ sentence, window }, row) => {
    for (const { word, piece } of window.words) {
      const from = (row * length + piece) * width;
      rows[sentence]?.set(values.subarray(from, from + width), word * width);
    }
  });
}
