import type { Span, Token } from '../corpus/index.js';
import { align, type Preference } from './align.js';
import { findOverlaps, type Overlap, type Overlaps } from './overlaps.js';
import type { Pair } from './pair.js';
import { inOrder } from './spans.js';
import { readingsOf } from './tagged-sentence.js';

/** The spans of one sentence as the measures see them, with what several of them need worked out once. */
export class View {
  readonly gold: readonly Span[];
  /** Every predicted span, also those of malformed tags. */
  readonly predicted: readonly Span[];
  /** The predicted spans of well-formed tags: the same array where that is all. */
  readonly strict: readonly Span[];
  readonly tokens: () => readonly Token[];
  private overlaps: Overlaps | undefined;
  private readonly matches: Partial<Record<Preference, Overlap[]>> = {};

  constructor(
    gold: readonly Span[],
    predicted: readonly Span[],
    strict: readonly Span[],
    tokens: () => readonly Token[],
  ) {
    this.gold = gold;
    this.predicted = predicted;
    this.strict = strict;
    this.tokens = tokens;
  }

  /** The one-to-one matching that `align` finds. */
  matched(preference: Preference): readonly Overlap[] {
    this.overlaps ??= findOverlaps(this.gold, this.predicted);
    // Where nothing nests, spans with the same boundaries overlap nothing else.
    const asked = this.overlaps.isFlat && preference === 'bounds' ? 'identical' : preference;
    let found = this.matches[asked];
    if (found === undefined) {
      found = align(this.overlaps, asked);
      this.matches[asked] = found;
    }
    return found;
  }

  /** What is left where only the spans of one label count. */
  only(label: string): View {
    const keep = (spans: readonly Span[]): Span[] => spans.filter((span) => span.label === label);
    const predicted = keep(this.predicted);
    const strict = this.strict === this.predicted ? predicted : keep(this.strict);
    return new View(keep(this.gold), predicted, strict, this.tokens);
  }

  /** The labels that occur. */
  labels(): Set<string> {
    const labels = new Set<string>();
    for (const { label } of this.gold) labels.add(label);
    for (const { label } of this.predicted) labels.add(label);
    return labels;
  }
}

/** The view of a sentence as labelled and as predicted. */
export function viewOf({ gold, predicted }: Pair): View {
  const { lenient, strict } = readingsOf(predicted);
  const spans = inOrder(lenient);
  return new View(
    inOrder(gold.spans),
    spans,
    strict === lenient ? spans : inOrder(strict),
    () => gold.tokens,
  );
}
