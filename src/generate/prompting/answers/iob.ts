import type { TaggedToken } from '../../align/index.js';
import type { AnswerReader, Draft } from './draft.js';
import { bare } from './lines.js';

const ROW = /^\s*(?:\d+\s*[.)]\s+)?(\S+)[\s|/]+\(?(O|[BI]-[^\s()]+)\)?\s*$/u;

/**
 * Blocks of lines `token tag`, an empty line between sentences. They are laid over the sentences
 * of the step before, in order; without those, the tokens are the sentence.
 */
export const readIobAnswer: AnswerReader = (answer, { lines, isCut }) => {
  const blocks = blocksOf(answer);
  if (isCut) blocks.pop();
  const claims = [] as const;
  const given = blocks.map((tagged, at): Draft | undefined => {
    const text =
      lines.length === 0 ? tagged.map((token) => token.text).join(' ') : matching(tagged, lines, at);
    return text === undefined ? undefined : { text, claims, tagged };
  });
  return given.filter((draft) => draft !== undefined);
};

function blocksOf(answer: string): TaggedToken[][] {
  const blocks: TaggedToken[][] = [];
  let open: TaggedToken[] = [];
  for (const line of [...answer.split(/\r?\n/u), '']) {
    const [, text, tag] = ROW.exec(line) ?? [];
    if (text !== undefined && tag !== undefined) open.push({ text, tag });
    else if (open.length > 0) {
      blocks.push(open);
      open = [];
    }
  }
  return blocks;
}

/** The sentence that a block is of: the one of its number, or where that begins otherwise, the one that begins alike. */
function matching(tagged: readonly TaggedToken[], lines: readonly string[], at: number): string | undefined {
  const start = letters(tagged.map(({ text }) => text).join('')).slice(0, COMPARED);
  const fits = (line: string | undefined): boolean =>
    line !== undefined && letters(line).slice(0, COMPARED) === start;
  const own = lines[at];
  if (fits(own)) return bare(own ?? '');
  return lines.find(fits);
}

const COMPARED = 12;

function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}
