import { jaccard, shinglesOf } from './shingles.js';

const BANDS = 16;
const ROWS = 4;

/** Finds texts that are alike among many. */
export interface NearIndex {
  add(id: string, text: string): void;
  /** The text with the greatest Jaccard index of three-word shingles, where that is at least `least`. */
  nearest(text: string, least: number): { readonly id: string; readonly similarity: number } | undefined;
}

/**
 * An index by MinHash (Broder 1997): 64 hashes in 16 bands of four, so that a pair with a Jaccard
 * index of 0.8 is compared with probability 0.9998; what is compared is then counted exactly.
 */
export function nearIndex(): NearIndex {
  const entries: { readonly id: string; readonly shingles: ReadonlySet<number> }[] = [];
  const buckets = new Map<string, number[]>();
  return {
    add: (id, text) => {
      const shingles = shinglesOf(text);
      for (const band of bandsOf(shingles)) {
        const bucket = buckets.get(band);
        if (bucket === undefined) buckets.set(band, [entries.length]);
        else bucket.push(entries.length);
      }
      entries.push({ id, shingles });
    },
    nearest: (text, least) => {
      const shingles = shinglesOf(text);
      const candidates = new Set(bandsOf(shingles).flatMap((band) => buckets.get(band) ?? []));
      let best: { id: string; similarity: number } | undefined;
      for (const at of [...candidates].sort((a, b) => a - b)) {
        const entry = entries[at];
        const similarity = entry === undefined ? 0 : jaccard(shingles, entry.shingles);
        if (entry && similarity >= least && similarity > (best?.similarity ?? 0))
          best = { id: entry.id, similarity };
      }
      return best;
    },
  };
}

function bandsOf(shingles: ReadonlySet<number>): string[] {
  const signature = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (const shingle of shingles) {
    for (let row = 0; row < signature.length; row++) {
      const value = mixed(shingle, row);
      if (value < (signature[row] ?? 0)) signature[row] = value;
    }
  }
  return Array.from(
    { length: BANDS },
    (_, band) => `${band}:${signature.subarray(band * ROWS, (band + 1) * ROWS)}`,
  );
}

/** One of 64 hash functions: the finaliser of MurmurHash3 over the shingle and the function's number. */
function mixed(shingle: number, row: number): number {
  let value = shingle ^ Math.imul(row + 1, 0x9e3779b1);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
