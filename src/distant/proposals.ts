import { definitionsIn } from '../knowledge/match/abbreviations.js';
import type { Labelled } from './label.js';
import { owned } from './owned.js';
import { rangeOf } from './reading.js';
import type { Company } from './survey/company.js';
import { contextOf } from './survey/name-uses.js';
import { nameForm } from './teachers/name-form.js';
import { NAME_COLUMNS } from './teachers/names.js';

/** Why a name is proposed. */
export const PROPOSAL_KINDS = ['abbreviation', 'coordination', 'context'] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

/** A name that the dictionary does not have, and what speaks for it. Nothing is labelled by it. */
export interface Proposal {
  readonly name: string;
  readonly label: string;
  readonly kind: ProposalKind;
  readonly count: number;
  /** Mean likeness of its places to those of known names, in nats. */
  readonly context: number;
  /** What it stands for or was cut from, in the text. */
  readonly from: string;
  /** Id of the first sentence with it. */
  readonly sentence: string;
}

interface Entry {
  readonly name: string;
  readonly label: string;
  readonly kind: ProposalKind;
  readonly from: string;
  readonly sentence: string;
  count: number;
  sum: number;
}

const MOST_HELD = 50_000;
const LEAST_COUNT = 2;

/** Collects proposals from labelled sentences as they go by; the rare ones are let go where there are too many. */
export function makeProposals(
  knows: (name: string) => boolean,
  company: Pick<Company, 'best'>,
  labels: readonly string[],
) {
  let held = new Map<string, Entry>();
  let least = 1;
  const prune = (): void => {
    for (; held.size > MOST_HELD / 2; least++)
      held = new Map([...held].filter(([, { count }]) => count > least));
  };
  const add = (entry: Omit<Entry, 'count' | 'sum'>, context: number): void => {
    const key = `${entry.kind} ${nameForm(entry.name)}`;
    const known = held.get(key);
    if (known !== undefined) {
      known.count++;
      known.sum += context;
      return;
    }
    if (knows(entry.name)) return;
    if (held.size >= MOST_HELD) prune();
    held.set(key, { ...entry, name: owned(entry.name), from: owned(entry.from), count: 1, sum: context });
  };
  return {
    add(labelled: Labelled): void {
      for (const { context, ...entry } of found(labelled, company, labels[0] ?? 'Entity'))
        add(entry, context);
    },
    /** The most frequent first. */
    list: (): Proposal[] =>
      Array.from(held.values(), ({ sum, ...entry }) => ({ ...entry, context: sum / entry.count }))
        .filter(({ count, kind, context }) => count >= LEAST_COUNT && (kind !== 'context' || context > 0))
        .sort((a, b) => b.count - a.count || b.context - a.context || (a.name < b.name ? -1 : 1)),
  };
}

/** As tab-separated lines under a header: given back as a teacher, only `name` and `label` are read. */
export function proposalsTable(proposals: readonly Proposal[]): string {
  const header = [...NAME_COLUMNS, 'kind', 'count', 'context', 'from', 'sentence'];
  const rows = proposals.map(({ name, label, kind, count, context, from, sentence }) =>
    [name, label, kind, String(count), context.toFixed(2), from, sentence].map((cell) =>
      cell.replace(/\s+/gu, ' '),
    ),
  );
  return [header, ...rows].map((row) => `${row.join('\t')}\n`).join('');
}

function* found({ sentence, doubts, reading }: Labelled, company: Pick<Company, 'best'>, anyLabel: string) {
  const { id, text, spans } = sentence;
  const companyAt = (start: number, end: number) =>
    company.best(contextOf(reading, rangeOf(sentence, { start, end })));
  for (const { short, shortStart, shortEnd, longStart, longEnd } of definitionsIn(text)) {
    const meant = spans.find(({ start, end }) => end === longEnd && start <= longStart + 1);
    if (meant === undefined) continue;
    const from = text.slice(longStart, longEnd);
    yield {
      ...{ kind: 'abbreviation' as const, name: short, label: meant.label, from, sentence: id },
      context: companyAt(shortStart, shortEnd).score,
    };
  }
  for (const span of spans) {
    const whole = text.slice(span.start, span.end);
    for (const name of partsOf(whole)) {
      yield {
        ...{ kind: 'coordination' as const, name, label: span.label, from: whole, sentence: id },
        context: companyAt(span.start, span.end).score,
      };
    }
  }
  for (const { start, end, rule } of doubts) {
    if (rule !== 'heads' && rule !== 'shapes' && rule !== 'phrases') continue;
    const { label = anyLabel, score: context } = companyAt(start, end);
    const name = text.slice(start, end);
    yield { kind: 'context' as const, name, label, from: rule, sentence: id, context };
  }
}

/** The names in an ellipsis of two: `breast and ovarian cancer` is `breast cancer` and `ovarian cancer`. */
export function partsOf(whole: string): string[] {
  const [, first, second, head] = /^([\p{L}-]+) (?:and|or) ([\p{L}-]+) ([\p{L}-]+)$/u.exec(whole) ?? [];
  return first === undefined || head === undefined ? [] : [`${first} ${head}`, `${second} ${head}`];
}
