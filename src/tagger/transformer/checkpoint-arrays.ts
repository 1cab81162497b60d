import type { Moments } from '../../tensor/train/adamw-state.js';
import type { Parameters } from '../../tensor/train/parameters.js';
import type { TrainState } from './checkpoint.js';

const WEIGHTS = 'weights/';
const FIRST = 'first/';
const SECOND = 'second/';
const BEST = 'best/';

/** The arrays of a state under one name each, as one file holds them. */
export function packArrays({ weights, optimiser, best = new Map() }: TrainState): Parameters {
  const packed: Parameters = new Map();
  for (const [name, parameter] of weights) packed.set(WEIGHTS + name, parameter);
  for (const [name, { first, second }] of optimiser.moments) {
    packed.set(FIRST + name, { shape: [first.length], data: first });
    packed.set(SECOND + name, { shape: [second.length], data: second });
  }
  for (const [name, parameter] of best) packed.set(BEST + name, parameter);
  return packed;
}

/** The arrays of a file again in their places. */
export function unpackArrays(packed: Parameters): {
  readonly weights: Parameters;
  readonly moments: ReadonlyMap<string, Moments>;
  readonly best: Parameters | undefined;
} {
  const seconds = under(packed, SECOND);
  const moments = [...under(packed, FIRST)].map(([name, { data }]) => {
    const second = seconds.get(name)?.data ?? new Float32Array(data.length);
    return [name, { first: data, second }] as const;
  });
  const best = under(packed, BEST);
  return {
    weights: under(packed, WEIGHTS),
    moments: new Map(moments),
    best: best.size === 0 ? undefined : best,
  };
}

function under(packed: Parameters, prefix: string): Parameters {
  const own = [...packed].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, parameter]) => [name.slice(prefix.length), parameter]));
}
