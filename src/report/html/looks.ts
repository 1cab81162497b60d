/** How many lines look different: each has a colour, a dash and a symbol of its own. */
export const LOOKS = 8;

const DASHES = ['', '7 3', '2 3', '9 3 2 3', '4 4', '12 4', '1 4', '6 2 2 2 2 2'];
const SYMBOLS = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye', 'hexagon'] as const;

/** The look of the line in this place. */
export function lookOf(place: number) {
  const at = place % LOOKS;
  // A second round takes other dashes with the same colours and symbols.
  const dash = DASHES[(at + Math.floor(place / LOOKS)) % LOOKS] ?? '';
  return { colour: `var(--line-${at})`, dash, symbol: SYMBOLS[at] ?? 'circle' };
}
