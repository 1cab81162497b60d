import { type ReadOptions, readDocuments, type Sentence, sentencesOf } from '../../corpus/index.js';
import { scoreKind } from './score-kind.js';
import type { Claim, Teacher } from './teacher.js';

/** What a tool of any kind wrote into a file: an ensemble, a language model, a tagger of another program. */
export async function predictionsTeacher(name: string, path: string, read?: ReadOptions): Promise<Teacher> {
  const teacher = tellingTeacher(name);
  for await (const document of readDocuments(path, read)) {
    for (const sentence of sentencesOf(document)) teacher.tell(sentence);
  }
  return teacher;
}

/** A teacher that repeats what it has been told. */
export interface TellingTeacher extends Teacher {
  /** From now on it sees these mentions in this sentence, and no others. */
  tell(sentence: Pick<Sentence, 'text' | 'spans'>): void;
}

/**
 * A teacher that knows nothing yet. Sentences are found again by their text, and by their tokens' letters where white
 * space differs; of others it knows nothing. All that it is told is held in memory.
 */
export function tellingTeacher(name: string): TellingTeacher {
  const known = new Map<string, readonly Claim[]>();
  const labels = new Set<string>();
  return {
    ...{ name, covers: true },
    get labels() {
      return [...labels].sort();
    },
    tell({ text, spans }) {
      for (const { label } of spans) labels.add(label);
      known.set(
        lettersOf(text),
        spans.map((span) => folded(text, span)),
      );
    },
    label: async (sentences) =>
      sentences.map((sentence) => unfolded(sentence, known.get(lettersOf(sentence.text)))),
    close: async () => {},
  };
}

const lettersOf = (text: string): string => text.replace(/\s+/gu, '');

/** The span in offsets that leave white space out. */
function folded(text: string, { start, end, label, concept, score }: Sentence['spans'][number]): Claim {
  const before = lettersOf(text.slice(0, start)).length;
  const length = lettersOf(text.slice(start, end)).length;
  return { start: before, end: before + length, label, ...(concept && { concept }), kind: scoreKind(score) };
}

function unfolded({ text }: Sentence, claims: readonly Claim[] | undefined): readonly Claim[] | undefined {
  if (claims === undefined || claims.length === 0) return claims;
  const places = Array.from(text.matchAll(/\S/gu), ({ index, 0: { length } }) =>
    Array.from({ length }, (_, at) => index + at),
  ).flat();
  return claims.flatMap((claim) => {
    const [start, last] = [places[claim.start], places[claim.end - 1]];
    return start === undefined || last === undefined ? [] : [{ ...claim, start, end: last + 1 }];
  });
}
