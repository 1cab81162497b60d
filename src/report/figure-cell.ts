import type { Cell } from './blocks.js';
import type { Figure, Figures } from './compare.js';
import { percent, showInterval } from './numbers.js';

/** A figure with its interval below, which † marks where it is not over seeds. */
export function figureCell({ mean, interval }: Figure, over: Figures['over']): Cell {
  const below = showInterval(interval);
  return { text: percent(mean), below: below && (over === 'units' ? `${below} †` : below) };
}
