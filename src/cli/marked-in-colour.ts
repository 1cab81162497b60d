import type { Sentence } from '../corpus/index.js';
import { marked } from './marked.js';

/** Whether standard output shows colours: on a terminal, unless `NO_COLOR` is set. */
export function hasColours(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

const COLOURS = [36, 33, 35, 32, 34, 31];

/** The sentence with its spans underlined in a colour for each label; `[text|label]` where there are no colours. */
export function markedInColour(
  sentence: Pick<Sentence, 'text' | 'spans'>,
  labels: readonly string[],
  isColoured: boolean,
): string {
  const plain = marked(sentence);
  if (!isColoured) return plain;
  return plain.replace(/\[([^[\]|]+)\|([^[\]|]+)\]/gu, (_, text: string, label: string) => {
    const colour = COLOURS[Math.max(0, labels.indexOf(label)) % COLOURS.length];
    return `\u001b[4;${colour}m${text}\u001b[0m\u001b[2m ${label}\u001b[0m`;
  });
}
