import type { Scheme } from '../corpus/index.js';
import { conllevalChunks } from './conlleval-chunks.js';
import { type Chunk, OUTSIDE, type RawTag } from './raw-tag.js';

/** Whether a chunk goes from one tag to the next, and whether it may begin or end between them. */
interface Rule {
  readonly starts: (before: RawTag, tag: RawTag) => boolean;
  readonly continues: (before: RawTag, tag: RawTag) => boolean;
  readonly ends: (before: RawTag, tag: RawTag) => boolean;
}

/**
 * The chunks of a sentence's tags that are well-formed under the scheme; what is malformed is no chunk. Equal to
 * `mode='strict'` of seqeval 1.2.2 for IOB1, IOB2, IOBES and BILOU; IO, which seqeval has not, cannot be malformed.
 */
export function strictChunks(tags: readonly RawTag[], scheme: Scheme): Chunk[] {
  const rule = RULES[scheme];
  return rule === undefined ? conllevalChunks(tags) : chunksUnder(rule, tags);
}

function chunksUnder(rule: Rule, tags: readonly RawTag[]): Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at < tags.length) {
    const tag = tags[at] as RawTag;
    const first = at++;
    if (!rule.starts(tags[first - 1] ?? OUTSIDE, tag)) continue;
    while (at < tags.length && rule.continues(tags[at - 1] as RawTag, tags[at] as RawTag)) at++;
    if (rule.ends(tags[at - 1] as RawTag, tags[at] ?? OUTSIDE)) {
      chunks.push({ start: first, end: at, label: tag.label });
    }
  }
  return chunks;
}

const isOpen = ({ prefix }: RawTag): boolean => prefix === 'B' || prefix === 'I';
const sameLabel = (before: RawTag, tag: RawTag): boolean => before.label === tag.label;

const IOB2: Rule = {
  starts: (_, tag) => tag.prefix === 'B',
  continues: (before, tag) => tag.prefix === 'I' && isOpen(before) && sameLabel(before, tag),
  ends: () => true,
};

/** As `IOB1` in seqeval's scheme.py has it: a `B-` begins a chunk only directly behind another of its label. */
const IOB1: Rule = {
  starts: (before, tag) => {
    if (tag.prefix === 'B') return before.prefix !== 'O' && sameLabel(before, tag);
    if (tag.prefix !== 'I') return false;
    return before.prefix !== 'I' || !sameLabel(before, tag);
  },
  continues: IOB2.continues,
  ends: (before, tag) => before.prefix !== 'B' || tag.prefix !== 'B' || sameLabel(before, tag),
};

const IOBES: Rule = {
  starts: (_, tag) => tag.prefix === 'B' || tag.prefix === 'S',
  continues: (before, tag) =>
    (tag.prefix === 'I' || tag.prefix === 'E') && isOpen(before) && sameLabel(before, tag),
  ends: (before) => before.prefix === 'E' || before.prefix === 'S',
};

const RULES: Readonly<Record<Scheme, Rule | undefined>> = {
  io: undefined,
  iob1: IOB1,
  iob2: IOB2,
  iobes: IOBES,
  bilou: IOBES,
};
