import { HilgenError } from '../../base/errors.js';
import { parseTag, type Scheme, type Tag } from '../../corpus/scheme.js';
import type { Transitions } from './transitions.js';

/**
 * What a tag scheme allows, as transitions of 0 and of −∞: every allowed path through them is a sequence that the
 * scheme reads without complaint, and the other way round. IO and IOB1 allow everything.
 *
 * @throws HilgenError `internal` for a tag that the scheme has not.
 */
export function schemeTransitions(tags: readonly string[], scheme: Scheme): Transitions {
  const parsed = tags.map((tag) => parseTag(tag, scheme) ?? unknownTag(tag, scheme));
  const follows = RULES[scheme];
  const score = (before: Tag, tag: Tag): number => (follows(before, tag) ? 0 : Number.NEGATIVE_INFINITY);
  return {
    between: Float64Array.from(parsed.flatMap((before) => parsed.map((tag) => score(before, tag)))),
    start: Float64Array.from(parsed, (tag) => score(OUTSIDE, tag)),
    end: Float64Array.from(parsed, (tag) => score(tag, OUTSIDE)),
  };
}

const OUTSIDE: Tag = { prefix: 'O' };

type Rule = (before: Tag, tag: Tag) => boolean;

const anything: Rule = () => true;

/** An `I-` needs a tag of its label before it. */
const beginnings: Rule = (before, tag) =>
  tag.prefix !== 'I' || (before.prefix !== 'O' && before.label === tag.label);

/** What `B-` or `I-` leaves open goes on at once, and nothing else does. */
const bothEnds: Rule = (before, tag) => {
  const open = before.prefix === 'B' || before.prefix === 'I' ? before.label : undefined;
  const inner = tag.prefix === 'I' || tag.prefix === 'E' ? tag.label : undefined;
  return open === inner;
};

const RULES: Readonly<Record<Scheme, Rule>> = {
  io: anything,
  iob1: anything,
  iob2: beginnings,
  iobes: bothEnds,
  bilou: bothEnds,
};

function unknownTag(tag: string, scheme: Scheme): never {
  throw new HilgenError('internal', { what: `${tag} is no tag of ${scheme}` });
}
