import { join } from 'node:path';
import { throwIfAborted } from '../../base/errors.js';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence, Span } from '../../corpus/sentence.js';
import type { Encoder, Window } from '../../encoder/encoder.js';
import { openEncoder } from '../../encoder/kinds.js';
import { openSession, type Session } from '../../tensor/session.js';
import type { TaggerModel } from '../tagger.js';
import { windowFeeds } from './batches.js';
import { wordsOf } from './examples.js';
import { inferenceModel, MODEL_FILE, readManifest } from './files.js';
import { spansOf } from './spans.js';
import { type TagSet, tagSet } from './tag-set.js';
import type { TrainedTagger } from './train.js';

/** Sentences sorted by length together before they are cut into batches. */
const SORTED_TOGETHER = 2048;
/** Pieces a batch, padding included. */
const BATCH_PIECES = 512;

/** Opens a tagger that `saveTransformer` wrote. */
export async function openTransformer(folder: string): Promise<TaggerModel> {
  const { encoder: kind, labels } = await readManifest(folder);
  const encoder = await openEncoder(kind, folder);
  return taggerModel(await openSession(join(folder, MODEL_FILE)), encoder, tagSet(labels));
}

/** A tagger as it came from training, without a detour over files. */
export async function asTaggerModel(trained: TrainedTagger): Promise<TaggerModel> {
  return taggerModel(await openSession(inferenceModel(trained)), trained.encoder, tagSet(trained.labels));
}

function taggerModel(session: Session, encoder: Encoder, set: TagSet): TaggerModel {
  return {
    labels: set.labels,
    tag: (sentences, options) => tagAll(session, encoder, set, sentences, options),
    close: () => session.close(),
  };
}

async function* tagAll(
  session: Session,
  encoder: Encoder,
  set: TagSet,
  sentences: readonly Sentence[],
  { onProgress, signal }: WorkOptions = {},
): AsyncGenerator<readonly Span[]> {
  for (let from = 0; from < sentences.length; from += SORTED_TOGETHER) {
    const group = sentences.slice(from, from + SORTED_TOGETHER);
    const scores = group.map(({ tokens }) => new Float32Array(tokens.length * set.tags.length));
    let done = 0;
    for (const batch of cutBatches(await splitGroup(encoder, group))) {
      throwIfAborted(signal);
      await scoreBatch(session, encoder, set, batch, scores);
      done += batch.filter(({ isLast }) => isLast).length;
      onProgress?.({ done: from + done, total: sentences.length });
    }
    for (const [at, sentence] of group.entries()) yield spansOf(sentence, scores[at] as Float32Array, set);
  }
}

interface Piece {
  readonly sentence: number;
  readonly window: Window;
  readonly isLast: boolean;
}

async function splitGroup(encoder: Encoder, group: readonly Sentence[]): Promise<Piece[]> {
  const windows = await encoder.split(group.map(wordsOf));
  return windows.flatMap((own, sentence) =>
    own.map((window, at) => ({ sentence, window, isLast: at === own.length - 1 })),
  );
}

/** Batches of similar length, of at most `BATCH_PIECES` pieces. */
function* cutBatches(pieces: readonly Piece[]): Generator<Piece[]> {
  const sorted = pieces.toSorted((a, b) => a.window.length - b.window.length);
  let batch: Piece[] = [];
  for (const piece of sorted) {
    if ((batch.length + 1) * piece.window.length > BATCH_PIECES && batch.length > 0) {
      yield batch;
      batch = [];
    }
    batch.push(piece);
  }
  if (batch.length > 0) yield batch;
}

/** Writes the log-probabilities of a batch's words to their sentences' scores (words×tags). */
async function scoreBatch(
  session: Session,
  encoder: Encoder,
  set: TagSet,
  batch: readonly Piece[],
  scores: readonly Float32Array[],
): Promise<void> {
  const count = set.tags.length;
  const length = Math.max(...batch.map(({ window }) => window.length));
  const windows = batch.map(({ window }) => window);
  const { logits } = await session.run(windowFeeds(encoder, windows, length));
  const values = logits?.data as Float32Array;
  batch.forEach(({ sentence, window }, row) => {
    for (const { word, piece } of window.words) {
      const from = (row * length + piece) * count;
      scores[sentence]?.set(logProbabilities(values.subarray(from, from + count)), word * count);
    }
  });
}

function logProbabilities(logits: Float32Array): Float32Array {
  const top = Math.max(...logits);
  const logSum = top + Math.log(logits.reduce((sum, value) => sum + Math.exp(value - top), 0));
  return logits.map((value) => value - logSum);
}
