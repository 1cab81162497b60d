import { z } from 'zod';
import type { WorkOptions } from '../../base/progress.js';
import type { Sentence } from '../../corpus/index.js';
import {
  type Match,
  type MatcherOptions,
  namesOfTypes,
  type Overlap,
  SCOPES,
  type StoredKnowledgeBase,
  takeInNames,
} from '../../knowledge/index.js';
import { runsOf } from '../../tagger/dictionary-runs.js';
import { onTokenEdges } from '../../tagger/token-edges.js';

const concept = z.object({
  id: z.string(),
  name: z.string().describe('preferred name'),
  scope: z.enum(SCOPES).describe('how closely the name means it'),
  types: z.array(z.string()).describe('its semantic types, where the terminology gives them'),
});

/** The JSON shape of a match. */
export const matchShape = z.object({
  text: z.string().describe('id of the sentence; `text` for a text on the command line'),
  start: z.int().describe('UTF-16 offset in the sentence'),
  end: z.int(),
  matched: z.string(),
  concepts: z.array(concept).describe('all that it means, closest scope first'),
});

/** How sentences are matched. */
export interface MatchSettings extends MatcherOptions {
  readonly overlap: Overlap;
  readonly types?: readonly string[] | undefined;
}

/** The names of a knowledge base in each of the sentences. */
export async function matchSentences(
  kb: StoredKnowledgeBase,
  sentences: readonly Sentence[],
  { overlap, types, ...options }: MatchSettings,
  work: WorkOptions,
): Promise<(readonly Match[])[]> {
  const matcher = await takeInNames(namesOfTypes(kb, types), options, work);
  const typesOf = (id: string): readonly string[] => kb.concept(id)?.types ?? [];
  return runsOf(sentences).flatMap(({ sentences: run, reach }) =>
    matcher.matchAll(
      run.map(({ text }) => text),
      { overlap, typesOf, reach },
    ),
  );
}

/** The sentences with their matches as spans, on the edges of their tokens. */
export function labelled(
  sentences: readonly Sentence[],
  matches: readonly (readonly Match[])[],
  label: string,
): Sentence[] {
  return sentences.map((sentence, at) => {
    const spans = (matches[at] ?? []).flatMap((match) => {
      const place = sentence.tokens.length === 0 ? match : onTokenEdges(sentence, match);
      const found = match.meanings[0]?.concept;
      return place === undefined ? [] : [{ start: place.start, end: place.end, label, concept: found }];
    });
    return { ...sentence, spans };
  });
}

/** A match with what its concepts are called. */
export function shownMatch(
  kb: StoredKnowledgeBase,
  { id, text }: Sentence,
  { start, end, meanings }: Match,
): z.infer<typeof matchShape> {
  const concepts = meanings.map(({ concept: conceptId, scope }) => {
    const found = kb.concept(conceptId);
    return { id: conceptId, name: found?.name ?? '', scope, types: [...(found?.types ?? [])] };
  });
  return { text: id, start, end, matched: text.slice(start, end), concepts };
}
