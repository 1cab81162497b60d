/**
 * Fills a dropout mask: 0 with probability `rate` (to 1/65536), else 1/(1-rate). The values depend
 * on `seed` alone, so a resumed run draws the masks that an uninterrupted one would have drawn.
 * Two values come from each 32-bit hash of a counter (Wellons' low-bias mixer).
 */
export function fillDropoutMask(mask: Float32Array, rate: number, seed: number): void {
  const threshold = Math.round(rate * 65536);
  const kept = 1 / (1 - rate);
  let state = seed | 0;
  for (let at = 0; at < mask.length; at += 2) {
    state = (state + 0x9e3779b9) | 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
    bits ^= bits >>> 15;
    mask[at] = (bits & 0xffff) < threshold ? 0 : kept;
    // A write past the end of an odd-sized array is ignored by the language.
    mask[at + 1] = bits >>> 16 < threshold ? 0 : kept;
  }
}
