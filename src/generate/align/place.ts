import type { Occurrence } from './occurrences.js';
import type { Wanted } from './wanted.js';

/** A wanted mention with the places where it could stand, in order. */
export interface Sought extends Wanted {
  readonly places: readonly Place[];
}

/** A possible place. */
export interface Place extends Occurrence {
  /** It is as claimed, letter by letter. */
  readonly isExact: boolean;
  /** It does not lie within a possible place of a longer mention. */
  readonly isMaximal: boolean;
}

/** Places given away so far. */
export interface Board {
  /** By the claims' order. */
  readonly placed: Map<number, Occurrence>;
  isFree(place: Occurrence): boolean;
  take(order: number, place: Occurrence): void;
  /** The order of the one claim that holds all of a stretch. */
  holder(place: Occurrence): number | undefined;
}

/** An empty board over a text. */
export function board(length: number): Board {
  const owner = new Int32Array(length).fill(-1);
  const placed = new Map<number, Occurrence>();
  return {
    placed,
    isFree: ({ start, end }) => {
      for (let at = start; at < end; at++) if (owner[at] !== -1) return false;
      return true;
    },
    take: (order, place) => {
      placed.set(order, place);
      owner.fill(order, place.start, place.end);
    },
    holder: ({ start, end }) => {
      const order = owner[start];
      return order === undefined || order === -1 || order !== owner[end - 1] ? undefined : order;
    },
  };
}

type Fits = (place: Place) => boolean;

const ROUNDS: readonly Fits[][] = [
  [({ isMaximal, isExact }) => isMaximal && isExact, ({ isMaximal }) => isMaximal],
  [({ isExact }) => isExact, () => true],
];

/**
 * Gives every claim a place of its own where there is one. First those that leave no choice, since
 * there are no more places than equal claims: in order. Then the others, each at the first place
 * behind the claim ahead of it in the list.
 */
export function placeAll(sought: readonly Sought[], { placed, isFree, take }: Board): void {
  const open = (): Sought[] => sought.filter(({ order }) => !placed.has(order));
  const settle = (fits: Fits): void => {
    for (const group of groups(open())) {
      const free = (group[0]?.places ?? []).filter((place) => fits(place) && isFree(place));
      if (free.length > group.length) continue;
      for (const [at, { order }] of group.entries()) {
        const place = free[at];
        if (place !== undefined && isFree(place)) take(order, place);
      }
    }
  };
  const choose = (fits: Fits): void => {
    const cursors = new Map<readonly Place[], number>();
    let behind = 0;
    for (const { order, places } of sought) {
      const own = placed.get(order) ?? next(places, behind, cursors, (place) => fits(place) && isFree(place));
      if (own === undefined) continue;
      if (!placed.has(order)) take(order, own);
      behind = own.end;
    }
  };
  for (const round of ROUNDS) for (const step of [settle, choose]) round.forEach(step);
}

/** Claims with the same places, longest first. */
function groups(sought: readonly Sought[]): Sought[][] {
  const byPlaces = new Map<readonly Place[], Sought[]>();
  for (const one of sought) {
    const group = byPlaces.get(one.places);
    if (group === undefined) byPlaces.set(one.places, [one]);
    else group.push(one);
  }
  return [...byPlaces.values()].sort((a, b) => (b[0]?.key.length ?? 0) - (a[0]?.key.length ?? 0));
}

/** The first fitting place from `behind` on, else the first of all. */
function next(
  places: readonly Place[],
  behind: number,
  cursors: Map<readonly Place[], number>,
  fits: Fits,
): Place | undefined {
  // Places ahead of the cursor are spoken for.
  let cursor = cursors.get(places) ?? 0;
  while (cursor < places.length && !fits(places[cursor] as Place)) cursor++;
  cursors.set(places, cursor);
  for (let at = Math.max(cursor, firstFrom(places, behind)); at < places.length; at++) {
    const place = places[at] as Place;
    if (fits(place)) return place;
  }
  return places[cursor];
}

function firstFrom(places: readonly Place[], offset: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
