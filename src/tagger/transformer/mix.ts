import { HilgenError } from '../../base/errors.js';
import { random } from '../../base/random.js';
import type { Origin } from '../../corpus/sentence.js';
import type { Example } from './examples.js';

/** What sentences are told apart by: `few` were labelled by hand, others are named as their origin. */
export const MIX_KINDS = ['few', 'substitution', 'generated', 'distant'] as const;
export type MixKind = (typeof MIX_KINDS)[number];

/** How often an epoch shows a sentence of each kind; once where a kind is absent. A half is every second epoch. */
export type Mix = Readonly<Partial<Record<MixKind, number>>>;

/** The kind of a sentence by its origin. */
export function mixKind(origin: Origin['kind']): MixKind {
  return origin === 'gold' ? 'few' : origin;
}

function timesOf({ kind = 'few' }: Example, mix: Mix): number {
  return mix[kind] ?? 1;
}

/** How many examples an epoch shows, one that is shown twice counting twice. */
export function epochSize(examples: readonly Example[], mix: Mix = {}): number {
  return examples.reduce((sum, example) => sum + timesOf(example, mix), 0);
}

/**
 * The examples round after round, without end. A round shows those that an epoch shows most often, and of others
 * their share, each at most once: an epoch has as many rounds as it shows the most frequent, so their copies never
 * meet. Without a mix a round is an epoch.
 *
 * @throws HilgenError `input` where the mix leaves nothing to show.
 */
export function* rounds(examples: readonly Example[], mix: Mix = {}, seed = 0): Generator<Example[]> {
  if (examples.length === 0) return;
  const most = examples.reduce((top, example) => Math.max(top, timesOf(example, mix)), 0);
  if (most === 0)
    throw new HilgenError('input', { what: 'nothing to learn from: the mix leaves every sentence out' });
  const rates = examples.map((example) => timesOf(example, mix) / most);
  const draws = random(seed, 'mix');
  const starts = examples.map(() => draws.float());
  for (let round = 0; ; round++) {
    yield examples.filter((_, at) => {
      const [rate, start] = [rates[at] as number, starts[at] as number];
      return rate === 1 || Math.floor(start + (round + 1) * rate) > Math.floor(start + round * rate);
    });
  }
}
