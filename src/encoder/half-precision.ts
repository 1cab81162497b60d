/** Single precision of bfloat16 bits, exactly. */
export function brainToSingle(bits: Uint16Array): Float32Array<ArrayBuffer> {
  return new Float32Array(Uint32Array.from(bits, (value) => value << 16).buffer);
}

/** Single precision of IEEE 754 half-precision bits, exactly. */
export function halfToSingle(bits: Uint16Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(bits, single);
}

function single(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
