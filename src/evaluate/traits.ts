import type { Sentence, Span } from '../corpus/index.js';

/** A property by which mentions are grouped. */
export interface Trait {
  readonly name: string;
  readonly groupOf: (sentence: Sentence, span: Span) => string;
  /** The order of the groups. */
  readonly compare: (a: string, b: string) => number;
}

/** What is known besides the test set. */
export interface TraitSources {
  /** Labelled sentences that the system was trained on. */
  readonly train?: readonly Sentence[] | undefined;
  /** Whether a knowledge base has the name. */
  readonly isKnown?: ((name: string) => boolean) | undefined;
}

/** The traits that the sources allow: label and length always. */
export function traitsOf(gold: readonly Sentence[], { train, isKnown }: TraitSources): Trait[] {
  return [
    label,
    length,
    ...(train === undefined ? [] : [seen(countMentions(train))]),
    frequency(countMentions(train ?? gold), train === undefined ? 'gold' : 'train'),
    ...(isKnown === undefined ? [] : [known(isKnown)]),
  ];
}

const label: Trait = {
  name: 'label',
  groupOf: (_, span) => span.label,
  compare: (a, b) => (a < b ? -1 : 1),
};

const LENGTHS = ['1 token', '2 tokens', '3 tokens', '4 tokens', '5 tokens and more'];
const length: Trait = {
  name: 'length',
  groupOf: ({ tokens }, { start, end }) => {
    const covered = tokens.filter((token) => token.start < end && token.end > start).length;
    return LENGTHS[Math.min(Math.max(covered, 1), LENGTHS.length) - 1] ?? '';
  },
  compare: inOrderOf(LENGTHS),
};

const SEEN = ['seen with this label', 'seen with another label', 'unseen'];

/** Whether the very words, whatever their case, are a mention in training (Augenstein et al. 2017). */
function seen(counts: MentionCounts): Trait {
  const groupOf = (sentence: Sentence, span: Span): string => {
    const labels = counts.get(surfaceKey(sentence, span));
    if (labels === undefined) return 'unseen';
    return labels.has(span.label) ? 'seen with this label' : 'seen with another label';
  };
  return { name: 'seen', groupOf, compare: inOrderOf(SEEN) };
}

const FREQUENCIES = ['0 times', 'once', '2 to 5 times', '6 to 20 times', 'over 20 times'];
const LIMITS = [0, 1, 5, 20];

function frequency(counts: MentionCounts, where: string): Trait {
  const names = FREQUENCIES.map((name) => `${name} in ${where}`);
  const groupOf = (sentence: Sentence, span: Span): string => {
    const labels = counts.get(surfaceKey(sentence, span));
    const times = [...(labels?.values() ?? [])].reduce((sum, count) => sum + count, 0);
    const at = LIMITS.findIndex((limit) => times <= limit);
    return names[at === -1 ? names.length - 1 : at] ?? '';
  };
  return { name: 'frequency', groupOf, compare: inOrderOf(names) };
}

function known(isKnown: (name: string) => boolean): Trait {
  const answers = new Map<string, boolean>();
  const groupOf = ({ text }: Sentence, { start, end }: Span): string => {
    const name = text.slice(start, end);
    const answer = answers.get(name) ?? isKnown(name);
    answers.set(name, answer);
    return answer ? 'in the knowledge base' : 'not in the knowledge base';
  };
  return {
    name: 'known',
    groupOf,
    compare: inOrderOf(['in the knowledge base', 'not in the knowledge base']),
  };
}

type MentionCounts = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** How often each wording is a mention, by label. */
function countMentions(sentences: readonly Sentence[]): MentionCounts {
  const counts = new Map<string, Map<string, number>>();
  for (const sentence of sentences) {
    for (const span of sentence.spans) {
      const key = surfaceKey(sentence, span);
      const labels = counts.get(key) ?? new Map<string, number>();
      counts.set(key, labels.set(span.label, (labels.get(span.label) ?? 0) + 1));
    }
  }
  return counts;
}

/** The wording without case, and without white space, which formats do not keep. */
function surfaceKey({ text }: Sentence, { start, end }: Span): string {
  return text.slice(start, end).toLowerCase().replace(/\s+/g, '');
}

function inOrderOf(names: readonly string[]): (a: string, b: string) => number {
  return (a, b) => names.indexOf(a) - names.indexOf(b);
}
