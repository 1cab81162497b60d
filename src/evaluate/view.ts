import type { Span, Token } from '../corpus/index.js';
import { align, type Preference } from './align.js';
import { findOverlaps, type Overlaps } from './overlaps.js';
import type { Pair } from './pair.js';
import { readingsOf } from './tagged-sentence.js';

/** How many pairs a matching has, and how many of them agree in what. */
export interface Matched {
  readonly pairs: number;
  readonly sameBounds: number;
  readonly sameLabel: number;
  /** In both. */
  readonly identical: number;
}

/** The spans of one sentence as the measures see them, with what several of them need worked out once. */
export class View {
  readonly gold: readonly Span[];
  /** Every predicted span, also those of malformed tags. */
  readonly predicted: readonly Span[];
  /** The predicted spans of well-formed tags: the same array where that is all. */
  readonly strict: readonly Span[];
  readonly tokens: () => readonly Token[];
  private readonly isOneLabel: boolean;
  private overlaps: Overlaps | undefined;
  private readonly matches: Partial<Record<Preference, Matched>> = {};

  constructor(
    gold: readonly Span[],
    predicted: readonly Span[],
    strict: readonly Span[],
    tokens: () => readonly Token[],
    isOneLabel = false,
  ) {
    this.gold = gold;
    this.predicted = predicted;
    this.strict = strict;
    this.tokens = tokens;
    this.isOneLabel = isOneLabel;
  }

  /** What stands in the one-to-one matching that `align` finds. */
  matched(preference: Preference): Matched {
    this.overlaps ??= findOverlaps(this.gold, this.predicted);
    // Where nothing nests, spans with the same boundaries overlap nothing else; under one label all preferences agree.
    const isSame = this.isOneLabel || (this.overlaps.isFlat && preference === 'bounds');
    const asked = isSame ? 'identical' : preference;
    let found = this.matches[asked];
    if (found === undefined) {
      found = this.countMatched(this.overlaps, asked);
      this.matches[asked] = found;
    }
    return found;
  }

  private countMatched(overlaps: Overlaps, preference: Preference): Matched {
    const counted = { pairs: 0, sameBounds: 0, sameLabel: 0, identical: 0 };
    for (const match of align(overlaps, preference)) {
      const gold = this.gold[match.gold] as Span;
      const predicted = this.predicted[match.predicted] as Span;
      const sameBounds = gold.start === predicted.start && gold.end === predicted.end;
      const sameLabel = gold.label === predicted.label;
      counted.pairs++;
      if (sameBounds) counted.sameBounds++;
      if (sameLabel) counted.sameLabel++;
      if (sameBounds && sameLabel) counted.identical++;
    }
    return counted;
  }

  /** The sentence under each label on its own; itself where it has but one. */
  parts(): readonly (readonly [label: string, view: View])[] {
    const labels = [...this.labels()];
    if (labels.length === 1) return [[labels[0] as string, this]];
    return labels.map((label) => [label, this.only(label)]);
  }

  private only(label: string): View {
    const predicted = having(this.predicted, label);
    const strict = this.strict === this.predicted ? predicted : having(this.strict, label);
    return new View(having(this.gold, label), predicted, strict, this.tokens, true);
  }

  private labels(): Set<string> {
    const labels = new Set<string>();
    for (const { label } of this.gold) labels.add(label);
    for (const { label } of this.predicted) labels.add(label);
    return labels;
  }
}

function having(spans: readonly Span[], label: string): Span[] {
  const found: Span[] = [];
  for (const span of spans) if (span.label === label) found.push(span);
  return found;
}

/** The view of a sentence as labelled and as predicted. */
export function viewOf({ gold, predicted }: Pair): View {
  const { lenient, strict } = readingsOf(predicted);
  return new View(readingsOf(gold).lenient, lenient, strict, () => gold.tokens);
}
