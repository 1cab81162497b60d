import type { AnswerReader } from './draft.js';

/** One sentence a line; numbers, bullets and quotes around a line are dropped, and so is a last line that broke off. */
export const readLinesAnswer: AnswerReader = (answer, { asked, isCut }) => {
  const [only] = asked.length === 1 ? asked : [];
  return linesOf(answer, isCut).map((text) => ({
    text,
    claims: only === undefined ? [] : [only],
    asked: only,
  }));
};

/** The lines of an answer that hold words, without numbers, bullets and quotes around them. */
export function linesOf(answer: string, isCut: boolean): string[] {
  const lines = answer.split(/\r?\n/u);
  if (isCut && lines.length > 1) lines.pop();
  const numbered = lines.filter((line) => NUMBER.test(line));
  // Where some lines have numbers, the others are talk.
  return (numbered.length > 1 ? numbered : lines).map(bare).filter((line) => /\p{L}/u.test(line));
}

const NUMBER = /^\s*(?:\d{1,3}\s*[.):]\s|[-*•]\s)/u;

/** A line without its number or bullet, and without quotes around all of it. */
export function bare(line: string): string {
  const text = line.replace(NUMBER, '').trim();
  const quoted = /^(?:"([^"]*)"|“([^”]*)”|\*\*([^*]*)\*\*)$/u.exec(text);
  return (quoted?.[1] ?? quoted?.[2] ?? quoted?.[3] ?? text).trim();
}
