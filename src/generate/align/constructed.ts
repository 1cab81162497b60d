import { type Random, random } from '../../base/random.js';
import type { Claim } from './alignment.js';

/** For tests: a sentence with claims, and where they really stand. */
export interface Constructed {
  readonly kind: string;
  readonly text: string;
  readonly claims: readonly Claim[];
  readonly truth: readonly { readonly start: number; readonly end: number; readonly label: string }[];
}

type Piece = string | { readonly entity: string; readonly label: string };

const ENTITIES = [
  ...['red eye', 'IL-2', 'beta-catenin', '5-fluorouracil', "Sjögren's syndrome", 'café-au-lait spots'],
  ...['non-small cell lung cancer', "Parkinson's disease", 'naïve T-cell leukemia', '𝛽-thalassemia'],
  ...[
    'type 2 diabetes',
    'hypertension',
    'macrocytic anemia',
    'renal failure',
    'Huntington disease',
    'fibrosis',
  ],
  ...[
    'ataxia-telangiectasia',
    'Crohn’s disease',
    'p53 (wild type)',
    'Ca2+ overload',
    'straße fever',
    '糖尿病',
  ],
];
const FILLERS = [
  ...['the', 'adrenal', 'hypotension', 'microcytic', 'in', 'patients', 'with', ',', 'a', 'IL-6', '😀', '𝔸'],
  ...['eyes', 'reds', 'prefibrosis', '(', 'ﬁne', 'and', '中文', 'é', 'type', 'disease-free', 'B-cell', '—'],
];

/** Cases of every kind in turn; the same number gives the same case. */
export function constructed(number: number): Constructed {
  const draw = random(7, 'constructed', number);
  const kinds = Object.keys(KINDS);
  const kind = kinds[number % kinds.length] ?? '';
  const { pieces, claims } = (KINDS[kind] as Kind)(draw);
  return { kind, claims, ...build(draw, pieces) };
}

/** Puts pieces into a text, fillers between them. */
function build(draw: Random, pieces: readonly Piece[]): Pick<Constructed, 'text' | 'truth'> {
  let text = some(draw, 3).join(' ');
  const truth: { start: number; end: number; label: string }[] = [];
  for (const piece of pieces) {
    const written = typeof piece === 'string' ? piece : piece.entity;
    if (text !== '') text += ' ';
    if (typeof piece !== 'string') {
      truth.push({ start: text.length, end: text.length + written.length, label: piece.label });
    }
    text += [written, ...some(draw, 4)].join(' ');
  }
  return { text, truth };
}

function some(draw: Random, most: number): string[] {
  return Array.from({ length: draw.int(most + 1) }, () => pick(draw, FILLERS));
}

function pick<T>(draw: Random, items: readonly T[]): T {
  return items[draw.int(items.length)] as T;
}

interface Made {
  readonly pieces: readonly Piece[];
  readonly claims: readonly Claim[];
}
type Kind = (draw: Random) => Made;

/** One to four different entities, claimed as `change` writes them. */
function changed(change: (entity: string, draw: Random) => string): Kind {
  return (draw) => {
    const chosen = draw
      .sample(ENTITIES, 1 + draw.int(4))
      .map((entity, at) => ({ entity, label: `L${at % 2}` }));
    const claims = chosen.map(({ entity, label }) => ({ text: change(entity, draw), label }));
    // One claim in five comes out of order.
    return { pieces: chosen, claims: draw.int(5) === 0 ? claims.toReversed() : claims };
  };
}

const CASES: readonly ((text: string) => string)[] = [
  (text) => (text.length > 6 ? text.toUpperCase() : text),
  (text) => text.toLowerCase(),
  (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
];
const HYPHENS: readonly ((text: string) => string)[] = [
  (text) => text.replaceAll('-', '\u2010'),
  (text) => text.replaceAll('-', ' '),
  (text) => text.replaceAll(' ', '-'),
  (text) => text.replaceAll('-', ''),
  (text) => text.replaceAll(' ', '  '),
  (text) => text.replaceAll('-', ' - ').replaceAll("'", " ' "),
];
const FORMS: readonly ((text: string) => string)[] = [
  (text) => text.normalize('NFD'),
  (text) => text.replaceAll("'", '’'),
  (text) => text.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
  (text) => text.replaceAll('fi', 'ﬁ'),
  (text) => text.normalize('NFKC'),
  (text) => [...text].join('\u200b'),
];

const one = (entity: string, label = 'L0'): Claim & { entity: string } => ({ entity, text: entity, label });

const KINDS: Readonly<Record<string, Kind>> = {
  exact: changed((entity) => entity),
  case: changed((entity, draw) => pick(draw, CASES)(entity)),
  hyphen: changed((entity, draw) => pick(draw, HYPHENS)(entity)),
  unicode: changed((entity, draw) => pick(draw, FORMS)(entity)),
  'several at once': changed((entity, draw) =>
    pick(draw, FORMS)(pick(draw, HYPHENS)(pick(draw, CASES)(entity))),
  ),
  repeated: (draw) => {
    const [often = '', other = ''] = draw.sample(ENTITIES, 2);
    const pieces = Array.from({ length: 2 + draw.int(4) }, () => one(often));
    pieces.splice(draw.int(pieces.length), 0, one(other, 'L1'));
    return { pieces, claims: pieces };
  },
  // Claimed once, behind what stands between its two occurrences.
  'repeated, once behind another': (draw) => {
    const [often = '', other = ''] = draw.sample(ENTITIES, 2);
    return { pieces: [often, one(other), one(often)], claims: [one(other), one(often)] };
  },
  // The shorter has a place of its own, or none: then it is a part of the longer.
  overlapping: (draw) => {
    const long = one(pick(draw, ['breast cancer', 'red eye disease', 'chronic renal failure']));
    const short = one(long.entity.split(' ').slice(1).join(' '), 'L1');
    const pieces = draw.shuffle(draw.int(2) === 0 ? [long, short] : [long]);
    return { pieces, claims: draw.shuffle([long, short]) };
  },
  absent: (draw) => {
    const [present = '', absent = ''] = draw.sample(ENTITIES, 2);
    const decoys = ['renal', 'hypotensions', 'IL-9', 'red', 'fibros', 'eye disease', 'tuberculosis', absent];
    return { pieces: [one(present)], claims: draw.shuffle([one(present), one(pick(draw, decoys), 'L1')]) };
  },
};
