import type { Sentence, Span, Token } from '../corpus/sentence.js';
import { type Word, words } from '../knowledge/normalise.js';
import { type DictionaryIndex, letters } from './dictionary-index.js';

// What may stand between two words of one name: a hyphen, an apostrophe, a comma or a slash.
const WITHIN_NAME = /^\s*[\p{Pd}'’,/]?\s*$/u;

/** The spans of dictionary names in a sentence: leftmost, longest, on token boundaries, not overlapping. */
export function matchNames(sentence: Sentence, index: DictionaryIndex): Span[] {
  const found: Span[] = [];
  const pieces = words(sentence.text).filter(({ kind }) => kind === 'word');
  const tokens = tokenEdges(sentence);
  for (let at = 0; at < pieces.length; ) {
    const match = longestAt(pieces, at, sentence.text, index, tokens);
    if (match !== undefined) found.push(match.span);
    at += match?.length ?? 1;
  }
  return found;
}

interface Match {
  readonly span: Span;
  /** In words. */
  readonly length: number;
}

function longestAt(
  pieces: readonly Word[],
  at: number,
  text: string,
  index: DictionaryIndex,
  snap: ReturnType<typeof tokenEdges>,
): Match | undefined {
  const candidates = stretch(pieces, at, text, index);
  for (let length = candidates.length; length > 0; length--) {
    const entries = index.entries.get(candidates.slice(0, length).join(' '));
    const range = entries && snap(pieces[at]?.start ?? 0, pieces[at + length - 1]?.end ?? 0);
    if (entries === undefined || range === undefined) continue;
    const written = letters(text.slice(range.start, range.end));
    const entry = entries.find(({ exactly }) => exactly === undefined || exactly === written);
    if (entry === undefined) continue;
    return { span: { ...range, label: entry.label, concept: entry.concept }, length };
  }
  return undefined;
}

/** The keys of the words from `at` on that could make one name. */
function stretch(pieces: readonly Word[], at: number, text: string, { longest }: DictionaryIndex): string[] {
  const keys: string[] = [];
  const first = pieces[at];
  const most = first === undefined ? 0 : (longest.get(first.key) ?? 0);
  for (let end = 0; keys.length < most; ) {
    const piece = pieces[at + keys.length];
    if (piece === undefined) break;
    if (keys.length > 0 && !WITHIN_NAME.test(text.slice(end, piece.start))) break;
    keys.push(piece.key);
    end = piece.end;
  }
  return keys;
}

/**
 * Moves a range out to the edges of the tokens it lies in, where this takes in punctuation only
 * (tokens cut at white space); `undefined` where letters or digits would come along.
 */
function tokenEdges({ text, tokens }: Sentence): (start: number, end: number) => Token | undefined {
  const holders = new Map<number, Token>();
  for (const token of tokens) for (let at = token.start; at < token.end; at++) holders.set(at, token);
  return (start, end) => {
    const from = holders.get(start)?.start;
    const to = holders.get(end - 1)?.end;
    if (from === undefined || to === undefined) return undefined;
    const extra = text.slice(from, start) + text.slice(end, to);
    return /[\p{L}\p{N}]/u.test(extra) ? undefined : { start: from, end: to };
  };
}
