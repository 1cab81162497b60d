import type { Claim } from '../../align/index.js';
import type { AnswerReader, Draft } from './draft.js';
import { linesOf } from './lines.js';

const MARK = /\[([^[\]|]+)\|([^[\]|]+)\]|<([\p{L}\p{N}_-]+)>([^<>]+)<\/\3>/gu;

/** One sentence a line, its mentions marked as `[text|label]` or `<label>text</label>`. */
export const readInlineAnswer: AnswerReader = (answer, { asked, isCut }) =>
  linesOf(answer, isCut).map((line): Draft => {
    const claims: Claim[] = [];
    const text = line.replace(MARK, (_, first, label, tag, second) => {
      const mention = { text: (first ?? second) as string, label: ((label ?? tag) as string).trim() };
      claims.push(mention);
      return mention.text;
    });
    const [only] = asked.length === 1 ? asked : [];
    return { text, claims, asked: only };
  });
