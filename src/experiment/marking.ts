import type { WorkOptions } from '../base/progress.js';
import type { Sentence } from '../corpus/index.js';
import { chooseSentences, DISTANT_DEFAULTS, rawBlocks, rawSieve } from '../distant/index.js';
import { type Prepared, prepareMarks, readPreset } from '../generate/index.js';

/** What a language model is to mark. */
export interface Marking {
  readonly few: readonly Sentence[];
  /** Files of raw text. */
  readonly raw: readonly string[];
  readonly heldOut: readonly Sentence[];
  /** As `readPreset` takes it. */
  readonly preset: string;
  /** Of the text; of the few besides, as many at most. */
  readonly sentences: number;
}

/** The requests by which a language model marks sentences of raw text, and the few, each by the examples of the others. */
export async function prepareMarking(
  { few, raw, heldOut, preset, sentences }: Marking,
  work: WorkOptions = {},
): Promise<Prepared> {
  const text = rawSieve(few, heldOut)(rawBlocks(raw)).sentences;
  const chosen = await chooseSentences(text, { count: sentences, most: DISTANT_DEFAULTS.survey }, work);
  // A single one would be asked of without any example.
  const own = few.length > 1 ? few.slice(0, sentences) : [];
  return prepareMarks(await readPreset(preset), few, [...chosen, ...own]);
}
