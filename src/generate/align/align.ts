import type { AlignmentStatus } from '../../corpus/sentence.js';
import type { AlignedSpan, Alignment, Claim, Misfit, MisfitReason } from './alignment.js';
import { describer } from './cluster.js';
import { type Folded, fold } from './fold.js';
import { fuzzyFinder } from './fuzzy.js';
import { findOccurrences, type Occurrence, treeOf } from './occurrences.js';
import { type Board, board, type Place, placeAll, type Sought } from './place.js';
import { letters, type Wanted, wantedOf } from './wanted.js';

/** Settings of an alignment. */
export interface AlignSettings {
  /** Whether words of five and more letters may differ in one edit; true where not given. */
  readonly fuzzy?: boolean | undefined;
}

/**
 * Finds claimed mentions in a sentence: exactly, else but for case, hyphens, spaces and Unicode
 * forms, else within one edit in long words. A mention claimed several times gets its occurrences
 * in order; of an ambiguous one, the first behind the claim ahead of it. Whole words only (not
 * `renal` in `adrenal`), the longer mention first. Linear in the text.
 *
 * @example
 * align('Gout and red-eye', [{ text: 'red eye', label: 'Disease' }]).spans[0]; // { start: 9, end: 16, status: 'normalised' … }
 */
export function align(
  text: string,
  claims: readonly Claim[],
  { fuzzy = true }: AlignSettings = {},
): Alignment {
  const describe = describer();
  const wanted = claims.map((claim, order) => wantedOf(claim, order, describe));
  const sought = seek(fold(text, describe), text, wanted);
  const taken = board(text.length);
  placeAll(sought, taken);
  const inexact = new Set<number>();
  if (fuzzy) {
    const find = fuzzyFinder(text);
    for (const one of sought) {
      const place = one.places.length > 0 ? undefined : find(one.written, taken.isFree);
      if (place === undefined) continue;
      taken.take(one.order, place);
      inexact.add(one.order);
    }
  }
  return collect(text, sought, taken, inexact);
}

/** Looks every claim up, equal ones once. */
function seek(folded: Folded, text: string, wanted: readonly Wanted[]): Sought[] {
  const found = findOccurrences(folded, treeOf(wanted.flatMap(({ key, bare }) => [key, bare])));
  const maximal = maximalOnes([...found.values()].flat());
  const shared = new Map<string, Place[]>();
  return wanted.map((one) => {
    const { key, bare, written, exactly } = one;
    const known = shared.get(written);
    if (known !== undefined) return { ...one, places: known };
    const places = (found.get(key) ?? found.get(bare) ?? [])
      .map((at) => ({ at, as: text.slice(at.start, at.end) }))
      .filter(({ as }) => exactly === undefined || letters(as) === exactly)
      .map(({ at, as }) => ({ ...at, isExact: as === written, isMaximal: maximal.has(at) }));
    shared.set(written, places);
    return { ...one, places };
  });
}

/** The occurrences that do not lie within a longer one. */
function maximalOnes(occurrences: readonly Occurrence[]): Set<Occurrence> {
  const kept = new Set<Occurrence>();
  let widest: Occurrence = { start: -1, end: -1 };
  for (const one of occurrences.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const isSame = one.start === widest.start && one.end === widest.end;
    if (one.end <= widest.end && !isSame) continue;
    kept.add(one);
    widest = one;
  }
  return kept;
}

function collect(
  text: string,
  sought: readonly Sought[],
  taken: Board,
  inexact: ReadonlySet<number>,
): Alignment {
  const spans: AlignedSpan[] = [];
  const misfits: Misfit[] = [];
  for (const { claim, order, written, places } of sought) {
    const at = taken.placed.get(order);
    if (at === undefined) {
      misfits.push({ claim, reason: misfitReason(written, places, taken) });
      continue;
    }
    const isExact = text.slice(at.start, at.end) === written;
    const status: AlignmentStatus = isExact ? 'exact' : inexact.has(order) ? 'fuzzy' : 'normalised';
    const { label, concept } = claim;
    const { start, end } = at;
    spans.push({
      start,
      end,
      label,
      ...(concept && { concept }),
      status,
      ...(!isExact && { claimed: written }),
    });
  }
  return { spans: spans.sort((a, b) => a.start - b.start), misfits };
}

function misfitReason(written: string, places: readonly Place[], { placed, holder }: Board): MisfitReason {
  if (!/[\p{L}\p{N}]/u.test(written)) return 'empty';
  if (places.length === 0) return 'absent';
  const spanOver = (place: Place): Occurrence | undefined => placed.get(holder(place) ?? -1);
  const isRepeated = places.some((place) => {
    const span = spanOver(place);
    return span?.start === place.start && span.end === place.end;
  });
  if (isRepeated) return 'repeated';
  return places.some((place) => spanOver(place) !== undefined) ? 'inside' : 'crossing';
}
