import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A seeded source of draws. Everything random takes one as a parameter. */
export interface Random {
  /** A whole number in [0, limit). */
  int(limit: number): number;
  /** A number in [0, 1). */
  float(): number;
  /** A draw from the normal distribution with mean 0 and deviation 1. */
  normal(): number;
  /** A shuffled copy. */
  shuffle<T>(items: readonly T[]): T[];
  /** `count` different items (all of them where there are fewer), in drawn order. */
  sample<T>(items: readonly T[], count: number): T[];
}

/**
 * The generator that belongs to `seed` and a path of names, for example
 * `random(1, 'sample', sentence.id)`. Different paths give independent streams, so adding a
 * stage or reordering work changes nobody else's draws.
 */
export function random(seed: number, ...path: readonly (string | number)[]): Random {
  const digest = createHash('sha256')
    .update(JSON.stringify([seed, ...path]))
    .digest();
  const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => digest.readInt32LE(at)));
  const int = (limit: number): number => uniformInt(generator, 0, limit - 1);
  const float = (): number => uniformFloat64(generator);

  /** Fisher–Yates over the first `count` places. */
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const pool = items.slice();
    const taken = Math.min(count, pool.length);
    for (let at = 0; at < taken; at++) {
      const other = at + int(pool.length - at);
      [pool[at], pool[other]] = [pool[other] as T, pool[at] as T];
    }
    return pool.slice(0, taken);
  };

  return {
    int,
    float,
    normal: () => Math.sqrt(-2 * Math.log(1 - float())) * Math.cos(2 * Math.PI * float()),
    shuffle: (items) => sample(items, items.length),
    sample,
  };
}
