import { z } from 'zod';
import type { AnswerReader } from './draft.js';
import { valuesIn } from './json.js';

const listed = z.array(z.object({ text: z.string(), label: z.string() }));

/**
 * The mentions of a sentence that was given, in JSON: `[{"text", "label"}]`, the first such list in the answer, also
 * within an object or with talk around it. An empty list is an answer; a list that breaks off is none.
 */
export const readMentionsAnswer: AnswerReader = (answer, { lines: [text = ''] }) => {
  const [claims] = valuesIn(answer, '[', ']').flatMap((value) => {
    const parsed = listed.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return claims === undefined ? [] : [{ text, claims }];
};
