import { fold } from '../../align/fold.js';
import type { Check } from './check.js';

/** Not one of the labelled sentences over again, whatever case, spaces and hyphens. */
export const checkShot: Check = ({ shots }) => {
  const known = new Map(shots.map(({ id, text }) => [key(text), id]));
  return ({ text }) => {
    const id = known.get(key(text));
    return id === undefined ? undefined : `it is ${id}`;
  };
};

function key(text: string): string {
  return fold(text).units.replace(/[^\p{L}\p{N}]/gu, '');
}
