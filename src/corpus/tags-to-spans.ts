import { HilgenError } from '../base/errors.js';
import { joins, OUTSIDE, PREFIXES, parseTag, type Scheme, type Tag } from './scheme.js';
import type { Span, Token } from './sentence.js';

/**
 * The spans that one tag a token stands for. IO and IOB1 accept every order of their tags: a `B-` begins a
 * mention, an `I-` continues the mention of its label or begins one.
 *
 * @throws HilgenError `input`, at `where(index)`, for a tag that the scheme has not or that cannot stand there.
 */
export function tagsToSpans(
  tokens: readonly Token[],
  tags: readonly string[],
  scheme: Scheme,
  where: (index: number) => string = (index) => `tag ${index + 1}`,
): Span[] {
  const spans: Span[] = [];
  const check = FAULTS[scheme];
  let before: Tag = OUTSIDE;
  for (let index = 0; index < tokens.length; index++) {
    // Most tokens are outside, behind others that are.
    if (tags[index] === 'O' && before === OUTSIDE) continue;
    const { start, end } = tokens[index] as Token;
    const tag = parseTag(tags[index] ?? '', scheme) ?? noTag(tags[index] ?? '', scheme, where(index));
    const fault = check(before, tag);
    if (fault !== undefined) throwFault(fault, tags[index], where(index));
    if (begins(before, tag)) spans.push({ start, end, label: tag.label });
    else if (tag.prefix !== 'O') spans.push(extended(spans.pop() as Span, end));
    before = tag;
  }
  const last = tokens.length - 1;
  const fault = check(before, OUTSIDE);
  if (fault !== undefined) throwFault(fault, tags[last], where(last));
  return spans;
}

const extended = ({ start, label }: Span, end: number): Span => ({ start, end, label });

function begins(before: Tag, tag: Tag): tag is Exclude<Tag, { prefix: 'O' }> {
  if (tag.prefix === 'O') return false;
  return tag.prefix === 'B' || tag.prefix === 'S' || !joins(before, tag);
}

interface Fault {
  readonly what: string;
  readonly hint: string;
}
type Check = (before: Tag, tag: Tag) => Fault | undefined;

const unchecked: Check = () => undefined;

const checkBeginnings: Check = (before, tag) => {
  if (tag.prefix !== 'I' || joins(before, tag)) return undefined;
  return {
    what: `no mention of ${tag.label} comes before it to continue`,
    hint: `Make it B-${tag.label} where a mention starts here. A file without B- at the start of mentions is read as IOB1.`,
  };
};

const checkBothEnds: Check = (before, tag) => {
  const open = before.prefix === 'B' || before.prefix === 'I' ? before.label : undefined;
  const inner = tag.prefix === 'I' || tag.prefix === 'E' ? tag.label : undefined;
  if (open === inner) return undefined;
  return open === undefined
    ? {
        what: `no open mention of ${inner} comes before it to continue`,
        hint: 'A mention starts with B-; a mention of one token has a tag of its own, S- or U-.',
      }
    : {
        what: `the mention of ${open} before it has no end`,
        hint: 'The last token of a mention has E- (IOBES) or L- (BILOU).',
      };
};

const FAULTS: Readonly<Record<Scheme, Check>> = {
  io: unchecked,
  iob1: unchecked,
  iob2: checkBeginnings,
  iobes: checkBothEnds,
  bilou: checkBothEnds,
};

function throwFault(fault: Fault, tag: string | undefined, where: string): never {
  throw new HilgenError('input', { where, what: `tag ${quote(tag)}: ${fault.what}`, hint: fault.hint });
}

function noTag(text: string, scheme: Scheme, where: string): never {
  const known = [...PREFIXES[scheme]].map((prefix) => `${prefix}-LABEL`).join(', ');
  throw new HilgenError('input', {
    where,
    what: `${quote(text)} is no ${scheme.toUpperCase()} tag`,
    hint: `Its tags are O, ${known}.`,
  });
}

const quote = (text = ''): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
