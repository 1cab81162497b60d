import type { Sentence } from '../corpus/sentence.js';

/** Neighbouring sentences of one document; of sentences that know of none, all that follow each other. */
export interface Run {
  readonly document: string | undefined;
  readonly sentences: readonly Sentence[];
}

/** Parts sentences into runs, in their order. */
export function runsOf(sentences: readonly Sentence[]): Run[] {
  const runs: { document: string | undefined; sentences: Sentence[] }[] = [];
  for (const sentence of sentences) {
    const document = sentence.document?.id;
    const last = runs.at(-1);
    if (last !== undefined && last.document === document) last.sentences.push(sentence);
    else runs.push({ document, sentences: [sentence] });
  }
  return runs;
}
