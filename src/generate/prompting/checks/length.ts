import type { Check } from './check.js';

const LEAST_BESIDE = 3;
const MOST = 60;

/** At least three words beside the name asked for; at most 60 words, or twice the longest shot. */
export const checkLength: Check = ({ shots }) => {
  const most = Math.max(MOST, ...shots.map(({ text }) => 2 * words(text)));
  return ({ text, asked }) => {
    const count = words(text);
    if (count > most) return `${count} words, at most ${most} are let through`;
    const beside = count - words(asked?.text ?? '');
    return beside < LEAST_BESIDE ? `no sentence: ${Math.max(0, beside)} words beside the name` : undefined;
  };
};

function words(text: string): number {
  return text.match(/[\p{L}\p{N}\p{M}]+/gu)?.length ?? 0;
}
