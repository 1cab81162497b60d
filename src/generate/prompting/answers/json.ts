import { z } from 'zod';
import { nameKey } from '../../../knowledge/normalise.js';
import type { AnswerReader, Asked, Draft } from './draft.js';

const item = z.object({
  name: z.string().optional(),
  sentence: z.string(),
  mentions: z.array(z.object({ text: z.string(), label: z.string() })).catch([]),
});

/**
 * JSON: `{"sentences": [{"name", "sentence", "mentions": [{"text", "label"}]}]}`, also with talk or
 * fences around it, or broken off: every whole sentence in it counts.
 */
export const readJsonAnswer: AnswerReader = (answer, { asked }) => {
  const items = valuesIn(answer, '{', '}').flatMap((value) => {
    const parsed = item.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return items.map(({ name, sentence, mentions }, at): Draft => {
    const meant = askedFor(name ?? '', asked) ?? (items.length === asked.length ? asked[at] : undefined);
    return { text: sentence, claims: mentions, asked: meant };
  });
};

function askedFor(name: string, asked: readonly Asked[]): Asked | undefined {
  return asked.find(({ text }) => nameKey(text) === nameKey(name));
}

/** All JSON values in a text between brackets of one kind; what lies within another comes before it. */
export function valuesIn(text: string, opening: string, closing: string): unknown[] {
  const found: unknown[] = [];
  const open: number[] = [];
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (isQuoted && unit === '\\') at++;
    else if (unit === '"' && open.length > 0) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (unit === opening) open.push(at);
    else if (unit === closing) found.push(parse(text.slice(open.pop() ?? at, at + 1)));
  }
  return found.filter((value) => value !== undefined);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
