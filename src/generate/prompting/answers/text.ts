import type { AnswerReader } from './draft.js';
import { bare } from './lines.js';

const ENDS = /[.!?][)"”’]*(?=\s|$)/gu;

/** The whole answer is one sentence with the name asked for: its first line, up to the last full stop where it broke off. */
export const readTextAnswer: AnswerReader = (answer, { asked, isCut }) => {
  const line = bare(answer.split(/\r?\n/u).find((one) => /\p{L}/u.test(one)) ?? '');
  const isWhole = !isCut || /\n/u.test(answer.trimStart());
  const text = isWhole ? line : line.slice(0, lastEnd(line));
  const [only] = asked;
  if (text === '') return [];
  return [{ text, claims: only === undefined ? [] : [only], asked: only }];
};

function lastEnd(line: string): number {
  const last = [...line.matchAll(ENDS)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}
