import { type Document, surfaceOf } from '../document.js';
import type { Span } from '../sentence.js';
import { type Aligned, alignById, alignByText, sharesIds } from './align.js';

/** One way in which two corpora differ. */
export interface Difference {
  readonly kind:
    | 'only-left'
    | 'only-right'
    | 'text'
    | 'mention-left'
    | 'mention-right'
    | 'label'
    | 'boundary';
  /** The document, or the sentence. */
  readonly where: string;
  readonly left?: string | undefined;
  readonly right?: string | undefined;
}

/** What two corpora have in common, and every difference. */
export interface CorpusDiff {
  /** Whether documents were paired by their ids or found by their texts. */
  readonly alignedBy: 'id' | 'text';
  readonly documents: { readonly both: number; readonly onlyLeft: number; readonly onlyRight: number };
  readonly mentions: { readonly same: number; readonly left: number; readonly right: number };
  readonly differences: readonly Difference[];
}

/** How corpora are compared. */
export interface DiffOptions {
  /** Compare places only: one corpus has finer labels than the other. */
  readonly ignoreLabels?: boolean | undefined;
}

/**
 * Compares two corpora, in any formats: documents are paired by id where they share ids, else each is looked for by
 * its text, sentences inside documents included. White space makes no difference.
 */
export function diffCorpora(
  left: readonly Document[],
  right: readonly Document[],
  options: DiffOptions = {},
): CorpusDiff {
  const byId = sharesIds(left, right);
  const aligned = byId ? alignById(left, right) : alignByText(left, right);
  const differences: Difference[] = [
    ...aligned.onlyLeft.map(({ id }): Difference => ({ kind: 'only-left', where: id })),
    ...aligned.onlyRight.map(({ id }): Difference => ({ kind: 'only-right', where: id })),
  ];
  let same = 0;
  for (const pair of aligned.pairs) same += diffPair(pair, options, differences);
  const count = (all: readonly Document[]): number => all.reduce((sum, { spans }) => sum + spans.length, 0);
  return {
    alignedBy: byId ? 'id' : 'text',
    documents: {
      both: aligned.pairs.length,
      onlyLeft: aligned.onlyLeft.length,
      onlyRight: aligned.onlyRight.length,
    },
    mentions: { same, left: count(left), right: count(right) },
    differences,
  };
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly shown: string;
}

/** Compares a pair; gives how many mentions are the same. */
function diffPair(pair: Aligned, { ignoreLabels }: DiffOptions, differences: Difference[]): number {
  const { where, sameText } = pair;
  if (!sameText)
    differences.push({
      kind: 'text',
      where,
      left: pair.left.id,
      right: pair.right.map(({ document }) => document.id).join(', '),
    });
  const key = ({ start, end, label }: Placed): string => `${start} ${end}${ignoreLabels ? '' : ` ${label}`}`;
  const left = pair.left.spans.map((span) => placed(pair.left, span, (offset) => pair.at(offset)));
  const right = pair.right.flatMap(({ document, at }) =>
    document.spans.map((span) => placed(document, span, at)),
  );
  const [restLeft, restRight] = without(left, right, key);
  const same = left.length - restLeft.length;
  report(where, restLeft, restRight, differences);
  return same;
}

/** The items of each side that have no partner on the other, repeats counted. */
function without<T>(left: readonly T[], right: readonly T[], key: (one: T) => string): [T[], T[]] {
  const counts = new Map<string, number>();
  for (const one of right) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
  const matched = new Map<string, number>();
  const restLeft = left.filter((one) => {
    const left = counts.get(key(one)) ?? 0;
    if (left === 0) return true;
    counts.set(key(one), left - 1);
    matched.set(key(one), (matched.get(key(one)) ?? 0) + 1);
    return false;
  });
  const restRight = right.filter((one) => {
    const partners = matched.get(key(one)) ?? 0;
    if (partners > 0) matched.set(key(one), partners - 1);
    return partners === 0;
  });
  return [restLeft, restRight];
}

/** Pairs what is left by overlap, to tell another label or boundary from a mention that is not there. */
function report(
  where: string,
  left: readonly Placed[],
  right: readonly Placed[],
  differences: Difference[],
): void {
  const open = [...right];
  for (const one of left) {
    const samePlace = open.findIndex(({ start, end }) => start === one.start && end === one.end);
    const at =
      samePlace !== -1 ? samePlace : open.findIndex(({ start, end }) => start < one.end && one.start < end);
    const [other] = at === -1 ? [] : open.splice(at, 1);
    if (other === undefined) differences.push({ kind: 'mention-left', where, left: one.shown });
    else
      differences.push({
        kind: samePlace === -1 ? 'boundary' : 'label',
        where,
        left: one.shown,
        right: other.shown,
      });
  }
  for (const { shown } of open) differences.push({ kind: 'mention-right', where, right: shown });
}

function placed(document: Document, span: Span, at: (offset: number) => number): Placed {
  const surface = surfaceOf(document.text, span);
  const shown = `${span.label} ${span.start}–${span.end} “${surface.length > 80 ? `${surface.slice(0, 80)}…` : surface}”`;
  return { start: at(span.start), end: at(span.end), label: span.label, shown };
}
