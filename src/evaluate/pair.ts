import { HilgenError } from '../base/errors.js';
import type { Sentence } from '../corpus/sentence.js';
import { projectSpans } from './project.js';
import { TaggedSentence } from './tagged-sentence.js';

/** One sentence as labelled and as predicted. */
export interface Pair {
  readonly gold: Sentence;
  readonly predicted: Sentence;
}

/**
 * Pairs gold with predicted sentences: by id where both hold the same ids, else in order where the texts agree one by
 * one, because IOB files have no ids of their own. Where the texts differ only in white space or in where sentences
 * end, document by document or in all, the predicted spans are placed on the gold sentences.
 *
 * @throws HilgenError `input` naming the sentence where one has no counterpart or the texts differ.
 */
export function pairSentences(gold: readonly Sentence[], predicted: readonly Sentence[]): Pair[] {
  if (areTagged(gold) && areTagged(predicted) && sameTexts(gold, predicted)) return together(gold, predicted);
  const byId = new Map(predicted.map((sentence) => [sentence.id, sentence]));
  const ids = new Set(gold.map(({ id }) => id));
  const isNumbered = byId.size === predicted.length && ids.size === gold.length;
  const shared = gold.filter(({ id }) => byId.has(id)).length;
  if (isNumbered && shared === gold.length && shared === predicted.length) {
    const found = gold.map((sentence) => byId.get(sentence.id) ?? sentence);
    if (sameTexts(gold, found)) return together(gold, found);
    return projected(gold, predicted) ?? inOrder(gold, found);
  }
  if (sameTexts(gold, predicted)) return together(gold, predicted);
  const placed = projected(gold, predicted);
  if (placed !== undefined) return placed;
  if (shared > 0) throw unmatched(gold, predicted, ids, byId);
  if (gold.length !== predicted.length) throw differentCounts(gold, predicted);
  return inOrder(gold, predicted);
}

/** Whether the ids are but numbers. */
function areTagged(sentences: readonly Sentence[]): boolean {
  return sentences.every((sentence) => sentence instanceof TaggedSentence);
}

function sameTexts(gold: readonly Sentence[], predicted: readonly Sentence[]): boolean {
  return (
    gold.length === predicted.length &&
    gold.every((sentence, at) => sameText(sentence, predicted[at] ?? sentence))
  );
}

function sameText(one: Sentence, other: Sentence): boolean {
  if (one instanceof TaggedSentence && other instanceof TaggedSentence) return one.hasTokensOf(other);
  return one.text === other.text;
}

function together(gold: readonly Sentence[], predicted: readonly Sentence[]): Pair[] {
  return gold.map((sentence, at) => ({ gold: sentence, predicted: predicted[at] ?? sentence }));
}

/** By documents where both sides name the same ones, else all in one. */
function projected(gold: readonly Sentence[], predicted: readonly Sentence[]): Pair[] | undefined {
  const [own, others] = [byDocument(gold), byDocument(predicted)];
  const isShared = own.size === others.size && [...own.keys()].every((id) => others.has(id));
  if (!isShared) {
    const placed = projectSpans(gold, predicted);
    return placed && together(gold, placed);
  }
  const found = new Map<Sentence, Sentence>();
  for (const [id, sentences] of own) {
    const placed = projectSpans(sentences, others.get(id) ?? []);
    if (placed === undefined) return undefined;
    sentences.forEach((sentence, at) => {
      found.set(sentence, placed[at] ?? sentence);
    });
  }
  return gold.map((sentence) => ({ gold: sentence, predicted: found.get(sentence) ?? sentence }));
}

function byDocument(sentences: readonly Sentence[]): Map<string, Sentence[]> {
  const documents = new Map<string, Sentence[]>();
  for (const sentence of sentences) {
    const id = sentence.document?.id ?? sentence.id;
    const known = documents.get(id);
    if (known === undefined) documents.set(id, [sentence]);
    else known.push(sentence);
  }
  return documents;
}

function inOrder(gold: readonly Sentence[], predicted: readonly Sentence[]): Pair[] {
  return gold.map((sentence, at) => checked(sentence, predicted[at] ?? sentence));
}

function checked(gold: Sentence, predicted: Sentence): Pair {
  if (gold.text === predicted.text) return { gold, predicted };
  const names = gold.id === predicted.id ? gold.id : `${gold.id} and ${predicted.id}`;
  const at = firstDifference(gold.text, predicted.text);
  throw new HilgenError('input', {
    where: `sentence ${names}`,
    what: `gold and predicted text differ at ${at}: “${around(gold.text, at)}” and “${around(predicted.text, at)}”`,
    hint: 'Predict the very sentences of the gold file; IOB files do not keep the spacing of a text, JSON Lines do.',
  });
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

function around(text: string, at: number): string {
  const from = Math.max(0, at - 20);
  const to = at + 20;
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
}

/** The texts of the shared ids are checked first: where they differ, the files are of different sentences. */
function unmatched(
  gold: readonly Sentence[],
  predicted: readonly Sentence[],
  goldIds: ReadonlySet<string>,
  byId: ReadonlyMap<string, Sentence>,
): HilgenError {
  for (const sentence of gold) checked(sentence, byId.get(sentence.id) ?? sentence);
  const missing = gold.filter(({ id }) => !byId.has(id)).map(({ id }) => id);
  const foreign = predicted.filter(({ id }) => !goldIds.has(id)).map(({ id }) => id);
  const parts = [
    ...(missing.length > 0 ? [`no prediction for ${some(missing)}`] : []),
    ...(foreign.length > 0 ? [`no gold sentence for the predicted ${some(foreign)}`] : []),
    ...(missing.length + foreign.length === 0 ? ['an id stands twice'] : []),
  ];
  return new HilgenError('input', {
    what: parts.join('; '),
    hint: 'Predict every sentence of the gold file and no other.',
  });
}

function some(ids: readonly string[]): string {
  const rest = ids.length - 3;
  return `${ids.slice(0, 3).join(', ')}${rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''}`;
}

function differentCounts(gold: readonly Sentence[], predicted: readonly Sentence[]): HilgenError {
  const count = (sentences: readonly Sentence[]): string => sentences.length.toLocaleString('en');
  return new HilgenError('input', {
    what: `${count(gold)} gold sentences but ${count(predicted)} predicted ones, and their ids do not match`,
    hint: 'Predict every sentence of the gold file and no other.',
  });
}
