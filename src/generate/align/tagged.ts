import { tagsToSpans } from '../../corpus/tags-to-spans.js';
import { tokenise } from '../../corpus/tokenise.js';
import { type AlignSettings, align } from './align.js';
import type { AlignedSpan, Alignment, Claim } from './alignment.js';
import { type Folded, fold } from './fold.js';

/** A token as somebody wrote it down, with its tag: `O`, `B-LABEL`, `I-LABEL`. */
export interface TaggedToken {
  readonly text: string;
  readonly tag: string;
}

/**
 * The spans of tagged tokens on the sentence they were cut from. Where the tokens together are the
 * sentence, but for case, spaces and hyphens, every span lies where its tokens lie; else the
 * mentions are sought as claims.
 */
export function alignTagged(
  text: string,
  tokens: readonly TaggedToken[],
  settings: AlignSettings = {},
): Alignment {
  const mentions = mentionsOf(tokens);
  const folded = fold(text);
  const units = tokens.map((token) => fold(token.text).units);
  if (units.join('') !== folded.units) return align(text, mentions.map(claimOf), settings);
  const before = [0];
  for (const unit of units) before.push((before.at(-1) ?? 0) + unit.length);
  const spans = mentions.flatMap((mention) => {
    const span = spanOf(text, folded, mention, before);
    return span === undefined ? [] : [span];
  });
  // A mention cut within a word is no mention of this text.
  return spans.length === mentions.length
    ? { spans, misfits: [] }
    : align(text, mentions.map(claimOf), settings);
}

interface TaggedMention {
  readonly label: string;
  /** The numbers of its first token, and of the one behind its last. */
  readonly from: number;
  readonly to: number;
  readonly written: string;
}

/** The mentions that tags mark out, an `I-` without a beginning begins one. */
function mentionsOf(tokens: readonly TaggedToken[]): TaggedMention[] {
  const places = tokens.map((_, at) => ({ start: at, end: at + 1 }));
  const tags = tokens.map(({ tag }) => tag);
  return tagsToSpans(places, tags, 'iob1').map(({ start, end, label }) => {
    const written = tokens
      .slice(start, end)
      .map(({ text }) => text)
      .join(' ');
    return { label, from: start, to: end, written };
  });
}

function claimOf({ written, label }: TaggedMention): Claim {
  return { text: written, label };
}

function spanOf(
  text: string,
  { starts, ends, opens, closes }: Folded,
  { label, from, to, written }: TaggedMention,
  before: readonly number[],
): AlignedSpan | undefined {
  const first = before[from] ?? 0;
  const last = (before[to] ?? 0) - 1;
  if (last < first || !opens[first] || !closes[last]) return undefined;
  const start = starts[first] ?? 0;
  const end = ends[last] ?? 0;
  const as = text.slice(start, end);
  const isExact =
    tokenise(as)
      .map((token) => as.slice(token.start, token.end))
      .join(' ') === written;
  return { start, end, label, status: isExact || as === written ? 'exact' : 'normalised' };
}
